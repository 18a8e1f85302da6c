"""The exported files in the loaders that analysts use: row counts, types, one query each, values equal across formats."""

import datetime
import json

import duckdb
import pandas
import polars
import pyarrow
import pyarrow.csv
import pyarrow.json
import pyarrow.parquet
import pytest

TABLES = ["records", "events", "lines", "mentions"]
LISTS = {"array", "list"}
TIMES = {"datetime": "%Y-%m-%dT%H:%M:%SZ"}


def plain(value, kind):
    """A loader's value as the JSON Lines file writes it."""
    if value is None or value is pandas.NaT or value is pandas.NA:
        return None
    if hasattr(value, "tolist"):
        value = value.tolist()
    if isinstance(value, float) and value != value:
        return None
    if kind in LISTS:
        return [plain(item, "string") for item in (json.loads(value) if isinstance(value, str) else value)]
    if isinstance(value, datetime.datetime):
        return value.astimezone(datetime.timezone.utc).strftime(TIMES["datetime"])
    if isinstance(value, datetime.date):
        return value.isoformat()
    if kind == "number":
        return pytest.approx(float(value))
    if kind == "integer":
        return int(value)
    if kind == "boolean" and isinstance(value, str):
        return {"true": True, "false": False}[value]
    return value


def compare(found, rows, fields, empty_is_null=False):
    """Every cell of `found` (a list of dicts) equals the reference row's."""
    assert len(found) == len(rows)
    for row, want in zip(found, rows):
        assert list(row) == list(want)
        for name, kind in fields.items():
            expected = None if empty_is_null and want[name] == "" else want[name]
            assert plain(row[name], kind) == plain(expected, kind), (name, want)


def parquet(dataset, table):
    return dataset / f"{table}.parquet"


@pytest.fixture(params=TABLES)
def table(request):
    return request.param


def test_the_fixtures_fill_every_table(rows):
    assert all(rows[table] for table in TABLES)


def test_jsonl_is_dense_and_in_column_order(rows, fields, table):
    assert all(list(row) == list(fields[table]) for row in rows[table])


def test_pyarrow_reads_parquet_with_real_types(dataset, rows, fields, table):
    found = pyarrow.parquet.read_table(parquet(dataset, table))
    compare(found.to_pylist(), rows[table], fields[table])
    for name, kind in fields[table].items():
        type_ = found.schema.field(name).type
        assert type_ != pyarrow.null(), name
        if kind == "date":
            assert type_ == pyarrow.date32(), name
        if kind == "datetime":
            assert type_ == pyarrow.timestamp("us", tz="UTC"), name
        if kind in LISTS:
            assert type_ == pyarrow.list_(type_.value_field), name


def test_parquet_is_compressed_bounded_and_has_statistics(dataset, table):
    meta = pyarrow.parquet.ParquetFile(parquet(dataset, table)).metadata
    assert meta.format_version == "1.0"
    for group in range(meta.num_row_groups):
        assert meta.row_group(group).total_byte_size <= 128 << 20
        for column in range(meta.num_columns):
            chunk = meta.row_group(group).column(column)
            assert chunk.compression == "ZSTD"
            assert chunk.statistics is not None
            assert chunk.has_offset_index and chunk.has_column_index


def test_duckdb_reads_the_same_rows_from_all_three_formats(dataset, rows, fields, table):
    for read in (
        f"read_parquet('{parquet(dataset, table)}')",
        f"read_csv('{dataset}/{table}.csv', sample_size=-1, allow_quoted_nulls=false)",
        f"read_json('{dataset}/{table}.jsonl', sample_size=-1)",
    ):
        cursor = duckdb.sql(f"select * from {read}")
        found = [dict(zip(cursor.columns, row)) for row in cursor.fetchall()]
        compare(found, rows[table], fields[table])


def test_polars_reads_the_same_rows_from_all_three_formats(dataset, rows, fields, table):
    compare(polars.read_parquet(parquet(dataset, table)).to_dicts(), rows[table], fields[table])
    # Polars infers the columns of JSON Lines in an order of its own.
    lines = polars.read_ndjson(dataset / f"{table}.jsonl", infer_schema_length=None)
    compare(lines.select(list(fields[table])).to_dicts(), rows[table], fields[table])
    compare(polars.read_csv(dataset / f"{table}.csv", infer_schema_length=None).to_dicts(), rows[table], fields[table])


def test_pandas_reads_the_same_rows_from_all_three_formats(dataset, rows, fields, table):
    reads = {
        "parquet": pandas.read_parquet(parquet(dataset, table), dtype_backend="pyarrow"),
        "jsonl": pandas.read_json(dataset / f"{table}.jsonl", lines=True, dtype=False),
        "csv": pandas.read_csv(dataset / f"{table}.csv", keep_default_na=False, na_values=[""], dtype_backend="pyarrow"),
    }
    for format, frame in reads.items():
        frame = frame.astype(object).where(frame.notna(), None)
        # pandas does not tell the quoted empty text from the empty cell that is null.
        compare(frame.to_dict("records"), rows[table], fields[table], empty_is_null=format == "csv")


def test_pyarrow_reads_the_csv_with_quoted_line_ends(dataset, rows, table):
    options = pyarrow.csv.ParseOptions(newlines_in_values=True)
    found = pyarrow.csv.read_csv(dataset / f"{table}.csv", parse_options=options)
    assert found.num_rows == len(rows[table])


def test_ids_survive_every_loader(dataset, rows):
    want = sorted(row["record_id"] for row in rows["records"])
    assert all(not value[0].isdigit() for value in want)
    for frame in (
        pandas.read_csv(dataset / "records.csv"),
        pandas.read_json(dataset / "records.jsonl", lines=True),
        pandas.read_parquet(dataset / "records.parquet"),
    ):
        assert sorted(frame["record_id"]) == want


def test_one_query_gives_one_answer_in_every_loader(dataset, rows):
    """Events per pair of countries: the question the dataset exists for."""
    counts = {}
    for row in rows["events"]:
        key = (row["actor_country"], row["target_country"])
        counts[key] = counts.get(key, 0) + 1
    want = sorted(counts.items(), key=str)

    frame = pandas.read_parquet(dataset / "events.parquet")
    grouped = frame.groupby(["actor_country", "target_country"], dropna=False).size()
    assert sorted((((a, t if isinstance(t, str) else None), n) for (a, t), n in grouped.items()), key=str) == want

    query = f"select actor_country, target_country, count(*) from '{dataset}/events.parquet' group by all"
    assert sorted((((a, t), n) for a, t, n in duckdb.sql(query).fetchall()), key=str) == want

    lazy = polars.scan_ndjson(dataset / "events.jsonl").group_by("actor_country", "target_country").len().collect()
    assert sorted((((a, t), n) for a, t, n in lazy.rows()), key=str) == want

    table = pyarrow.parquet.read_table(dataset / "events.parquet", columns=["actor_country", "target_country", "event_id"])
    grouped = table.group_by(["actor_country", "target_country"]).aggregate([("event_id", "count")]).to_pylist()
    assert sorted((((g["actor_country"], g["target_country"]), g["event_id_count"]) for g in grouped), key=str) == want


def test_events_join_their_records_and_quote_them(dataset, rows):
    records = {row["record_id"]: row for row in rows["records"]}
    for event in rows["events"]:
        text = records[event["record_id"]][event["evidence_field"]]
        assert text[event["evidence_start"] : event["evidence_end"]] == event["evidence"]


def test_the_ledger_covers_every_page_once(dataset, rows):
    """Line ends apart, the segments of a page tile it: no gap but a line end, no overlap."""
    pages = {}
    for row in rows["lines"]:
        pages.setdefault(row["page_id"], []).append(row)
    for page, segments in pages.items():
        at = 0
        for row in segments:
            assert 0 <= row["start"] - at <= 2, (page, row)
            assert row["end"] - row["start"] == len(row["text"]), (page, row)
            at = row["end"]
