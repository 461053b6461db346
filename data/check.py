"""Checks the files of this folder: row counts, unique columns, references, closed lists; exits 1 when one is wrong."""

import collections
import csv
import datetime
import gzip
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent
ROWS = {
    "agencies": 647, "courses": 1287, "course-types": 25, "education-codes": 6300, "education-levels": 12,
    "formations-2024-cpns": 109517, "holidays": 82, "post-groups": 359, "posts": 72365, "regions": 91599,
}
UNIQUE = {
    "agencies": ["code", "id", "name"], "courses": ["code", "id"], "course-types": ["id"],
    "education-codes": ["code"], "education-levels": ["id", "rank"], "formations-2024-cpns": ["id"],
    "holidays": ["date"], "post-groups": ["id"], "posts": ["kind id"], "regions": ["code"],
}
# (file, column, file it points to, column there, may be empty)
REFERENCES = [
    ("agencies", "region_code", "regions", "code", True),
    ("education-codes", "level_id", "education-levels", "id", False),
    ("post-groups", "agency_id", "agencies", "id", True),
    ("posts", "group_id", "post-groups", "id", True),
    ("regions", "parent_code", "regions", "code", True),
    ("formations-2024-cpns", "agency_code", "agencies", "code", False),
]
CLOSED = {
    ("agencies", "time_zone"): {"Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"},
    ("agencies", "tier"): {"central", "regional"},
    ("agencies", "active"): {"true", "false"},
    ("holidays", "kind"): {"national", "joint_leave"},
    ("posts", "kind"): {"functional", "operational"},
    ("posts", "current"): {"true", "false"},
    ("regions", "level"): {"province", "regency", "city", "district", "urban_village", "village",
                           "customary_village"},
    ("formations-2024-cpns", "pool_code"): {"general", "cum_laude", "disability", "diaspora", "kalimantan", "papua",
                                            "remote_region", "oap", "general_non_oap"},
    ("formations-2024-cpns", "open_to_disability"): {"true", "false"},
}
# National holidays and joint leave as the decrees count them (with the election days of 2024).
HOLIDAYS = {("2024", "national"): 19, ("2024", "joint_leave"): 10, ("2025", "national"): 17,
            ("2025", "joint_leave"): 11, ("2026", "national"): 17, ("2026", "joint_leave"): 8}
WRONG = []


def expect(true, message):
    if not true:
        WRONG.append(message)


def read(name):
    data = (HERE / f"{name}.csv.gz").read_bytes()
    expect(data[4:8] == b"\0\0\0\0", f"{name}: gzip header carries a time")
    text = gzip.decompress(data).decode("utf-8")
    expect("\r" not in text and text.endswith("\n"), f"{name}: line ends are not LF")
    rows = list(csv.reader(text.splitlines(), strict=True))
    header, body = rows[0], rows[1:]
    for number, row in enumerate(body, 2):
        expect(len(row) == len(header), f"{name} line {number}: {len(row)} columns, not {len(header)}")
        expect(all(cell == cell.strip() or header[at].endswith("_original") for at, cell in enumerate(row)),
               f"{name} line {number}: space at an edge")
    return [dict(zip(header, row)) for row in body]


def check_formations(rows, education):
    unknown = collections.Counter(code for row in rows for code in row["education_codes"].split("|")
                                  if code and code not in education)
    expect(not unknown, f"education codes not in the list: {dict(unknown)}")
    for row in rows:
        flags = row["flags"].split("|") if row["flags"] else []
        names = {each.split(":")[0] for each in flags}
        here = f"formation {row['id']}"
        expect(row["places"].isdigit(), f"{here}: places is not a number")
        expect((row["places"] == "0") == ("zero_places" in names), f"{here}: zero places and flag disagree")
        expect((not row["education_codes"]) == ("no_education_code" in names), f"{here}: education flag disagrees")
        for side in ("pay_min", "pay_max"):
            expect((not row[side]) == (f"{side}_removed" in names), f"{here}: {side} and flag disagree")
        if row["pay_min"] and row["pay_max"]:
            expect(int(row["pay_min"]) <= int(row["pay_max"]), f"{here}: pay_min above pay_max")
        expect(row["post_title"] and "  " not in row["post_title"] + row["unit_path"], f"{here}: title or unit")
        expect(not row["unit_path"].startswith("|"), f"{here}: unit begins with a separator")
        expect(row["pool_code"] != "disability" or row["open_to_disability"] == "true", f"{here}: pool and flag")


def main():
    data = {name: read(name) for name in ROWS}
    for name, count in ROWS.items():
        expect(len(data[name]) == count, f"{name}: {len(data[name])} rows, not {count}")
        for column in UNIQUE[name]:
            seen = {tuple(row[part] for part in column.split()) for row in data[name]}
            expect(len(seen) == len(data[name]) and not any("" in key for key in seen),
                   f"{name}.{column}: repeated or empty")
    for name, column, other, key, may_be_empty in REFERENCES:
        known = {row[key] for row in data[other]} | ({""} if may_be_empty else set())
        missing = {row[column] for row in data[name]} - known
        expect(not missing, f"{name}.{column}: not in {other}: {sorted(missing)[:10]}")
    for (name, column), allowed in CLOSED.items():
        found = {row[column] for row in data[name]} - allowed
        expect(not found, f"{name}.{column}: not allowed: {sorted(found)}")
    for row in data["regions"]:
        expect(row["parent_code"] == row["code"].rpartition(".")[0], f"region {row['code']}: parent is not its prefix")
    for row in data["agencies"]:
        expect((row["tier"] == "regional") == bool(row["region_code"]), f"agency {row['code']}: tier and region")
        expect(row["tier"] == "regional" or row["time_zone"] == "Asia/Jakarta", f"agency {row['code']}: zone")
    for row in data["posts"]:
        expect(not row["retirement_age"] or 50 <= int(row["retirement_age"]) <= 75, f"post {row['id']}: age")
    counted = collections.Counter((row["date"][:4], row["kind"]) for row in data["holidays"])
    expect(counted == HOLIDAYS, f"holidays by year and kind: {dict(counted)}")
    for row in data["holidays"]:
        day = datetime.date.fromisoformat(row["date"])
        # Joint leave that falls on a weekend would be a misprint.
        expect(row["kind"] == "national" or day.weekday() < 5, f"holiday {row['date']}: joint leave on a weekend")
    check_formations(data["formations-2024-cpns"], {row["code"] for row in data["education-codes"]})
    for line in WRONG[:50]:
        print("wrong:", line)
    if WRONG:
        sys.exit(f"{len(WRONG)} things are wrong")
    print(f"{len(data)} files, {sum(map(len, data.values()))} rows: everything holds")


if __name__ == "__main__":
    main()
