"""National holidays and joint leave by decree, as published; a year that is not here must make a calculator refuse."""

SKB_2024 = "SKB 855/2023, 3/2023, 4/2023, diubah SKB 236/2024, 1/2024, 2/2024"
SKB_2025 = "SKB 1017/2024, 2/2024, 2/2024, diubah SKB 933/2025, 1/2025, 3/2025"
SKB_2026 = "SKB 1497/2025, 2/2025, 5/2025"

NEW_YEAR = ("Tahun Baru Masehi", "New Year's Day")
ASCENT = ("Isra Mikraj Nabi Muhammad", "Ascent of the Prophet Muhammad")
LUNAR = ("Tahun Baru Imlek", "Lunar New Year")
SILENCE = ("Hari Suci Nyepi", "Day of Silence")
FITR = ("Hari Raya Idulfitri", "Eid al-Fitr")
GOOD_FRIDAY = ("Wafat Yesus Kristus", "Good Friday")
EASTER = ("Kebangkitan Yesus Kristus (Paskah)", "Easter Sunday")
LABOUR = ("Hari Buruh Internasional", "International Labour Day")
ASCENSION = ("Kenaikan Yesus Kristus", "Ascension Day")
VESAK = ("Hari Raya Waisak", "Vesak Day")
PANCASILA = ("Hari Lahir Pancasila", "Pancasila Day")
ADHA = ("Hari Raya Iduladha", "Eid al-Adha")
MUHARRAM = ("Tahun Baru Islam (1 Muharam)", "Islamic New Year")
INDEPENDENCE = ("Proklamasi Kemerdekaan", "Independence Day")
MAWLID = ("Maulid Nabi Muhammad", "Birthday of the Prophet Muhammad")
CHRISTMAS = ("Kelahiran Yesus Kristus (Natal)", "Christmas Day")

# (year, decree, {month-day: name} of national holidays, {month-day: name} of joint leave)
YEARS = [
    (2024, SKB_2024,
     {"01-01": NEW_YEAR, "02-08": ASCENT, "02-10": LUNAR, "03-11": SILENCE, "03-29": GOOD_FRIDAY, "03-31": EASTER,
      "04-10": FITR, "04-11": FITR, "05-01": LABOUR, "05-09": ASCENSION, "05-23": VESAK, "06-01": PANCASILA,
      "06-17": ADHA, "07-07": MUHARRAM, "08-17": INDEPENDENCE, "09-16": MAWLID, "12-25": CHRISTMAS},
     {"02-09": LUNAR, "03-12": SILENCE, "04-08": FITR, "04-09": FITR, "04-12": FITR, "04-15": FITR,
      "05-10": ASCENSION, "05-24": VESAK, "06-18": ADHA, "12-26": CHRISTMAS}),
    (2025, SKB_2025,
     {"01-01": NEW_YEAR, "01-27": ASCENT, "01-29": LUNAR, "03-29": SILENCE, "03-31": FITR, "04-01": FITR,
      "04-18": GOOD_FRIDAY, "04-20": EASTER, "05-01": LABOUR, "05-12": VESAK, "05-29": ASCENSION,
      "06-01": PANCASILA, "06-06": ADHA, "06-27": MUHARRAM, "08-17": INDEPENDENCE, "09-05": MAWLID,
      "12-25": CHRISTMAS},
     {"01-28": LUNAR, "03-28": SILENCE, "04-02": FITR, "04-03": FITR, "04-04": FITR, "04-07": FITR,
      "05-13": VESAK, "05-30": ASCENSION, "06-09": ADHA, "08-18": INDEPENDENCE, "12-26": CHRISTMAS}),
    (2026, SKB_2026,
     {"01-01": NEW_YEAR, "01-16": ASCENT, "02-17": LUNAR, "03-19": SILENCE, "03-21": FITR, "03-22": FITR,
      "04-03": GOOD_FRIDAY, "04-05": EASTER, "05-01": LABOUR, "05-14": ASCENSION, "05-27": ADHA,
      "05-31": VESAK, "06-01": PANCASILA, "06-16": MUHARRAM, "08-17": INDEPENDENCE, "08-25": MAWLID,
      "12-25": CHRISTMAS},
     {"02-16": LUNAR, "03-18": SILENCE, "03-20": FITR, "03-23": FITR, "03-24": FITR, "05-15": ASCENSION,
      "05-28": ADHA, "12-24": CHRISTMAS}),
]

# Election days are holidays by a decree of their own.
ELECTIONS = [
    ("2024-02-14", "Hari pemungutan suara Pemilihan Umum", "General election day", "Keppres 10/2024"),
    ("2024-11-27", "Hari pemungutan suara Pemilihan Kepala Daerah", "Regional election day", "Keppres 33/2024"),
]


def rows():
    out = [(date, "national", name, english, decree) for date, name, english, decree in ELECTIONS]
    for year, decree, national, joint in YEARS:
        out += [(f"{year}-{day}", "national", name, english, decree) for day, (name, english) in national.items()]
        out += [(f"{year}-{day}", "joint_leave", f"Cuti bersama {name}", f"Joint leave: {english}", decree)
                for day, (name, english) in joint.items()]
    return sorted(out)
