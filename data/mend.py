"""Makes the files of this folder from the raw ones that DATA.md names: python3 data/mend.py RAW_FOLDER."""

import collections
import csv
import gzip
import io
import pathlib
import re
import sys

sys.dont_write_bytecode = True
import display  # noqa: E402
import holidays  # noqa: E402

HERE = pathlib.Path(__file__).resolve().parent
COUNTS = collections.Counter()

POOLS = {
    "UMUM": "general", "LULUSAN TERBAIK": "cum_laude", "PENYANDANG DISABILITAS": "disability",
    "DIASPORA": "diaspora", "PUTRA/PUTRI KALIMANTAN": "kalimantan",
    "PUTRA/PUTRI PAPUA DAN PAPUA BARAT": "papua", "PUTRA/PUTRI DAERAH TERTINGGAL": "remote_region",
    "ORANG ASLI PAPUA (OAP)": "oap", "UMUM (NON OAP)": "general_non_oap",
}
AGENCY_TYPES = {
    "KO": "coordinating_ministry", "KEMENT": "ministry", "LPNK": "non_ministerial", "LNS": "non_structural",
    "PROV": "province", "KAB": "regency", "KOT": "city", "": "",
}
LEVELS = {
    "PM": "Pemula", "TR": "Terampil", "MH": "Mahir", "PY": "Penyelia", "PT": "Ahli Pertama", "MU": "Ahli Muda",
    "MA": "Ahli Madya", "UT": "Ahli Utama", "XX": "",
}
# Keppres 41/1987: Sumatera, Java, West and Central Kalimantan WIB; Maluku and Papua WIT; the rest WITA.
ZONES = {"61": "Asia/Jakarta", "62": "Asia/Jakarta",
         **dict.fromkeys(("1", "2", "3"), "Asia/Jakarta"), **dict.fromkeys(("5", "6", "7"), "Asia/Makassar"),
         **dict.fromkeys(("8", "9"), "Asia/Jayapura")}
# Agencies whose name differs from the region's name by more than spaces and abbreviations.
REGION_ALIASES = {"6300": "34", "6000": "31", "6001": "31.01", "5609": "16.09", "7700": "53"}
# A candidate civil servant is paid 80 % of basic pay; the lowest basic pay (I/a, PP 5/2024) is 1,685,700.
LOWEST_PAY = 1_348_560
PLACEHOLDER_PAY = 99_000_000


def read(raw, name):
    path = raw / name
    opener = gzip.open if path.suffix == ".gz" else open
    with opener(path, "rt", encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def write(name, columns, rows):
    """RFC 4180 with LF, and a gzip without time or name, so that the same input gives the same bytes."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(rows)
    path = HERE / f"{name}.csv.gz"
    with open(path, "wb") as target, gzip.GzipFile("", "wb", 9, target, mtime=0) as packed:
        packed.write(text.getvalue().encode("utf-8"))
    print(f"{path.name}: {len(rows)} rows, {path.stat().st_size} bytes")


def clean(where, text):
    mended = display.plain_punctuation(text)
    if mended != text:
        COUNTS[f"{where}: spaces, apostrophes or dashes made plain"] += 1
    return mended


def flag(value):
    return "true" if value else "false"


def place_key(name):
    """The name of a region or regional agency without what is written now one way, now another."""
    name = display.plain_punctuation(name).upper()
    name = re.sub(r"^PEMKAB\b", "KAB", re.sub(r"^PEMKOT\b", "KOTA", name))
    name = re.sub(r"^(PEMERINTAH|PEMDA) (DAERAH )?|\bADMINISTRASI\b", "", name)
    name = re.sub(r"^PRO[VP]INSI ", "", name)
    name = re.sub(r"\bKEP\b\.?", "KEPULAUAN", re.sub(r"\bKABUPATEN\b|\bKAB\b\.?", "KAB", name))
    return re.sub(r"[^A-Z]", "", name)


def regions(raw):
    levels = {"provinsi": "province", "kecamatan": "district", "kelurahan": "urban_village", "desa": "village",
              "desa adat": "customary_village"}
    out, by_key = [], {}
    for row in read(raw, "wilayah-kemendagri.csv.gz"):
        name = clean("regions", row["nama"])
        level = levels.get(row["tingkat"]) or ("city" if name.startswith("Kota ") else "regency")
        if len(row["kode"]) <= 5:
            by_key[place_key(name)] = row["kode"]
        out.append((row["kode"], name, level, row["tingkat"], row["kode_induk"]))
    write("regions", ("code", "name", "level", "level_original", "parent_code"), sorted(out))
    return by_key


def agencies(raw, by_key, with_formations):
    out = []
    for row in read(raw, "instansi-siasn.csv"):
        code, name = row["kode_cepat"], row["nama"]
        shown = {"7074": name.replace("KotaMobagu", "Kotamobagu")}.get(code) or display.title(name)
        if shown != name:
            COUNTS["agencies: display name differs from the original"] += 1
        region = ""
        zone = "Asia/Jakarta"
        if row["jenis"] == "D":
            region = REGION_ALIASES.get(code) or by_key.get(place_key(name), "")
            if not region:
                sys.exit(f"no region for agency {code} {name}: add it to REGION_ALIASES")
            zone = ZONES.get(region[:2]) or ZONES[region[0]]
        active = row["status"] == "A"
        if not active and code in with_formations:
            COUNTS["agencies: made active because of 2024 formations"] += 1
            active = True
        other = row["nama_baru"] if row["nama_baru"] != name else ""
        out.append((code, row["instansi_id"], shown, name, other, "regional" if row["jenis"] == "D" else "central",
                    row["jenis"], AGENCY_TYPES[row["jenis_instansi_id"]], row["jenis_instansi_id"], region, zone,
                    flag(active), row["sumber"]))
    write("agencies", ("code", "id", "name", "name_original", "other_name", "tier", "tier_original", "type",
                       "type_original", "region_code", "time_zone", "active", "source"), sorted(out))


def education(raw):
    levels = read(raw, "tingkat-pendidikan.csv")
    write("education-levels", ("id", "name", "rank"),
          [(row["tingkat_pendidikan_id"], row["nama"], rank) for rank, row in enumerate(levels, 1)])
    out = []
    for row in read(raw, "pendidikan-sscasn.csv"):
        clean("education codes", row["nama"])
        out.append((row["kode_ref_pend"], display.title(row["nama"]), row["nama"], row["tingkat_pendidikan_id"]))
    write("education-codes", ("code", "name", "name_original", "level_id"), sorted(out))


def without_level(name):
    return re.sub(r" (Ahli )?(Pertama|Muda|Madya|Utama|Pemula|Terampil|Mahir|Penyelia)$", "", name)


def posts(raw):
    functional = read(raw, "jabatan-fungsional-siasn.csv")
    groups = {row["id"]: (row["id"], display.title(row["nama"]), row["nama"], row["jenis_jabatan_id"],
                          row["rumpun_jabatan_id"], row["pembina_id"], "false") for row in read(raw, "kelompok-jabatan-siasn.csv")}
    for row in functional:
        if row["kelompok_jabatan_id"] not in groups:
            COUNTS["post groups: missing in the source, named after their posts"] += 1
            groups[row["kelompok_jabatan_id"]] = (row["kelompok_jabatan_id"], without_level(row["nama"]), "", "",
                                                  "", "", "true")
    write("post-groups", ("id", "name", "name_original", "kind_original", "family_id", "agency_id", "derived"),
          sorted(groups.values()))
    out = []
    for row in functional:
        age = "" if row["usia_bup"] == "0" else row["usia_bup"]
        COUNTS["functional posts: retirement age 0 made empty"] += age == ""
        out.append(("functional", row["id"], row["kode_cepat"], display.title(row["nama"]), row["nama"],
                    LEVELS[row["jenjang"]], row["jenjang"], age, row["kelompok_jabatan_id"],
                    flag(row["status"] == "N")))
    for row in read(raw, "jabatan-pelaksana-siasn.csv.gz"):
        clean("operational posts", row["nama"])
        out.append(("operational", row["id"], row["kode_cepat"], display.title(row["nama"]), row["nama"], "", "",
                    "", "", flag(row["status"] == "1")))
    write("posts", ("kind", "id", "code", "name", "name_original", "level", "level_original", "retirement_age",
                    "group_id", "current"), sorted(out))


def courses(raw):
    out = []
    for row in read(raw, "kursus-siasn.csv"):
        clean("courses", row["nama"])
        out.append((row["kode_cepat"], row["id"], display.title(row["nama"]), row["nama"]))
    write("courses", ("code", "id", "name", "name_original"), sorted(out))
    write("course-types", ("id", "name", "certificate_kind"),
          [(row["id"], row["nama"], row["jenis_kursus_sertifikat"]) for row in read(raw, "jenis-diklat-siasn.csv")])


def unit_key(text):
    text = re.sub(r"\b(REPUBLIK INDONESIA|RI)$", "", display.plain_punctuation(text).upper().rstrip(". "))
    return place_key(text)


ABBREVIATED = {"NTT": "NUSATENGGARATIMUR", "NTB": "NUSATENGGARABARAT", "DKIJAKARTA": "DAERAHKHUSUSIBUKOTAJAKARTA",
               "DIYOGYAKARTA": "DAERAHISTIMEWAYOGYAKARTA", "DIY": "DAERAHISTIMEWAYOGYAKARTA"}


def unit_path(text, agency):
    """The path below the agency: its own name at the front and a part repeated at once are left out."""
    parts = [part for part in (display.plain_punctuation(p) for p in text.split("|")) if part]
    if text.lstrip().startswith("|"):
        COUNTS["formations: unit began with a separator"] += 1
    own = unit_key(agency)
    own = ABBREVIATED.get(own, own)
    before = len(parts)
    while parts and (key := unit_key(parts[0])) and ABBREVIATED.get(key, key) == own:
        parts.pop(0)
    COUNTS["formations: agency's own name left out of the unit"] += len(parts) != before
    kept = [part for n, part in enumerate(parts) if n == 0 or part.upper() != parts[n - 1].upper()]
    COUNTS["formations: a part repeated at once left out of the unit"] += len(kept) != len(parts)
    return " | ".join(display.title(part) for part in kept)


def pay(row, field, flags):
    value = int(row[field])
    if LOWEST_PAY <= value < PLACEHOLDER_PAY:
        return str(value)
    side = "below" if value < LOWEST_PAY else "above"
    COUNTS[f"formations: {field} {side} what can be, made empty"] += 1
    flags.append(f"{'pay_min' if field == 'gaji_min' else 'pay_max'}_removed:{value}")
    return ""


def formations(rows, agency_names):
    out = []
    for row in rows:
        flags = []
        for field in ("jabatan_nm", "lokasi_nm", "formasi_nm"):
            clean(f"formations {field}", row[field])
        if row["jumlah_formasi"] == "0":
            flags.append("zero_places")
        if not row["kode_ref_pend"]:
            flags.append("no_education_code")
        if len(row["formasi_id"]) == 32:
            COUNTS["formations: 32-hex id kept as text"] += 1
        if row["disable"] not in ("0", "1"):
            sys.exit(f"formation {row['formasi_id']}: disable is neither 0 nor 1")
        low, high = pay(row, "gaji_min", flags), pay(row, "gaji_max", flags)
        listed = agency_names[row["ins_kd"]]
        COUNTS["formations: agency name differs from the list"] += row["ins_nm"] != listed
        for each in flags:
            COUNTS["formations: flag " + each.split(":")[0]] += 1
        out.append((row["formasi_id"], row["jp_nama"], row["ins_kd"], row["ins_nm"] if row["ins_nm"] != listed else "",
                    POOLS[row["formasi_nm"]], row["formasi_nm"], display.title(row["jabatan_nm"]), row["jabatan_nm"],
                    unit_path(row["lokasi_nm"], row["ins_nm"]), row["lokasi_nm"], row["kode_ref_pend"],
                    row["jumlah_formasi"], row["jumlah_ms"], flag(row["disable"] == "1"), low, high, "|".join(flags),
                    row["snapshot"]))
    write("formations-2024-cpns",
          ("id", "selection", "agency_code", "agency_name_original", "pool_code", "pool_original", "post_title",
           "post_title_original", "unit_path", "unit_original", "education_codes", "places",
           "applicants_passed_administration", "open_to_disability", "pay_min", "pay_max", "flags", "snapshot"),
          sorted(out, key=lambda each: (each[2], each[9], each[7], each[5], each[0])))


def main():
    if len(sys.argv) != 2 or not pathlib.Path(sys.argv[1]).is_dir():
        sys.exit("usage: python3 data/mend.py RAW_FOLDER")
    raw = pathlib.Path(sys.argv[1])
    rows = read(raw, "formasi-2024-national-cpns.csv.gz")
    by_key = regions(raw)
    agencies(raw, by_key, {row["ins_kd"] for row in rows})
    education(raw)
    posts(raw)
    courses(raw)
    write("holidays", ("date", "kind", "name", "name_en", "decree"), holidays.rows())
    formations(rows, {row["kode_cepat"]: row["nama"] for row in read(raw, "instansi-siasn.csv")})
    print("\nmends:")
    for what, count in sorted(COUNTS.items()):
        print(f"{count:8} {what}")


if __name__ == "__main__":
    main()
