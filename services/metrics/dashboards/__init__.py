"""Dashboards: a quarter at a glance for everybody, and for the offices that assess.

Charts are drawn from tables on the page; the tables are the truth, work without scripts, print, and go into workbooks.

`views`       what the pages show: ranking, trend, counties, cards, coverage, market days; from boards, never anew
`pages`       `/dashboard`, `/dashboard/units/<unit>`, the live figures, the workbook
`exporting`   the workbook
"""
