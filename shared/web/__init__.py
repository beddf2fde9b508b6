"""The kit the four services' web processes are made with. docs/web-kit.md shows it in use.

`app.build_app` wires everything; a service brings its blueprints, its readiness checks and its catalogues.
"""
