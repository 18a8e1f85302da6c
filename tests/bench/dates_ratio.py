#!/usr/bin/env python3
"""Speed of `newsrows annotate` beside Python's dateparser, on the same text in the same run.

    python3 tests/bench/dates_ratio.py [target/release/newsrows] [--repeat N] [--megabytes N]

Needs dateparser (`pip install dateparser`) and a release build. The text is the sentences of
tests/bench/dates.rs. dateparser is called once a sentence, --repeat times over. newsrows reads
rows of 3 KB on one thread, its start and its JSON included. Both print bytes of text a second;
the last line is the ratio.
"""
import argparse
import itertools
import json
import re
import subprocess
import time
from pathlib import Path

from dateparser.search import search_dates

PUBLISHED = "2024-05-20"
ROW_BYTES = 3000


def sentences():
    """The sentences between the brackets of SENTENCES."""
    source = (Path(__file__).parent / "dates.rs").read_text(encoding="utf-8")
    block = re.search(r"SENTENCES[^=]*= \[(.*?)\n\];", source, re.S).group(1)
    return [json.loads(text) for text in re.findall(r'^\s*("(?:[^"\\]|\\.)*"),$', block, re.M)]


def rows(texts):
    """Rows of about ROW_BYTES of the sentences in turn, as JSON lines; endless."""
    turn = itertools.cycle(texts)
    for number in itertools.count():
        text = ""
        while len(text.encode()) < ROW_BYTES:
            text += next(turn)
        yield len(text.encode()), json.dumps({"id": number, "text": text, "published": PUBLISHED})


def time_dateparser(texts, repeat):
    """Bytes read and seconds taken; the first call, which loads the language, is not counted."""
    search_dates(texts[0], languages=["vi"])
    start = time.perf_counter()
    for _ in range(repeat):
        for text in texts:
            search_dates(text, languages=["vi"])
    return repeat * sum(len(text.encode()) for text in texts), time.perf_counter() - start


def time_newsrows(binary, texts, megabytes):
    """Bytes read and seconds taken by the whole command."""
    size, lines = 0, []
    for bytes_, line in rows(texts):
        size += bytes_
        lines.append(line)
        if size >= megabytes * 1_000_000:
            break
    command = [binary, "annotate", "--jsonl", "--kinds", "dates", "--jobs", "1", "--quiet", "-"]
    start = time.perf_counter()
    subprocess.run(command, input="\n".join(lines).encode(), stdout=subprocess.DEVNULL, check=True)
    return size, time.perf_counter() - start


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("binary", nargs="?", default="target/release/newsrows")
    parser.add_argument("--repeat", type=int, default=3, help="passes of dateparser over the sentences")
    parser.add_argument("--megabytes", type=int, default=20, help="text for newsrows")
    args = parser.parse_args()
    texts = sentences()
    if not texts:
        parser.error("tests/bench/dates.rs holds no sentences")
    ours, our_time = time_newsrows(args.binary, texts, args.megabytes)
    theirs, their_time = time_dateparser(texts, args.repeat)
    speed, other = ours / our_time, theirs / their_time
    print(f"newsrows    {ours / 1e6:8.3f} MB in {our_time:7.3f} s  {speed / 1e6:10.3f} MB/s")
    print(f"dateparser  {theirs / 1e6:8.3f} MB in {their_time:7.3f} s  {other / 1e6:10.6f} MB/s")
    print(f"ratio {speed / other:,.0f}")


if __name__ == "__main__":
    main()
