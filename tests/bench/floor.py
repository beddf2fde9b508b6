"""The floor of Q1: a bare Flask route that inserts the bytes it is given, majority and journaled, and nothing else."""

from __future__ import annotations

import os

from bson import Binary
from flask import Flask, request

from shared.journal.mongo_store import connect, durable


def create_app() -> Flask:
    """Make the app; `MONGODB_URI` and `BENCH_DATABASE` tell where to insert."""
    app = Flask(__name__)
    inserted = durable(connect(os.environ["MONGODB_URI"]), os.environ["BENCH_DATABASE"])["inserted"]

    @app.post("/")
    def insert() -> tuple[dict[str, str], int]:
        done = inserted.insert_one({"body": Binary(request.get_data())})
        return {"id": str(done.inserted_id)}, 201

    return app
