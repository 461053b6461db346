"""Display case: turns the portal's capitals into Title Case Indonesian; the caller keeps the original beside it."""

import re

# Words that stay small inside a title, Indonesian and the few English ones that occur.
SMALL = {"dan", "di", "ke", "dari", "pada", "untuk", "yang", "dengan", "atau", "bagi", "serta", "oleh",
         "terhadap", "tentang", "utk", "yg", "and", "of", "in", "for", "the", "dst"}

# Abbreviations that contain a vowel. Those without one (SDM, THT, DPRD) are recognised by that.
ACRONYMS = set("""
AC ADB AKK ANRI APBD APBN AS ASDP ASEAN ASN ATK BAPETEN BLU BLUD BNI BNPT BPOM BRIN BUMD BUMDES BUMN DAS DIV DIY DKI
DPA ERIA ESDM FKIP FPOK HAM IAHN IAIN IAKN ICCU ICT ICU IGD IKIP IKM IKN IMB IPA IPDN IPS IQT ISO IT ITB IWK KFER
KIA KIM KONK KPU KSDA KSDAE KUA KUD KUKM LAN LIPI LLAJ LLASDP LPSE MA MAK MAKN MAN MI MIN MIPA MIPOL NICU NTB NTT
OAP OPD PAI PAK PAUD PBA PDE PDU PGAI PGMI PIAUD PICU PJOK PNBP POM PPA PPIU PPOK PTIPD PTUN PUPR RI RKA RRI RSAB
RSAU RSIA RSJ RSU RSUD RSUP RSUPN RUPBASAN SAI SAR SDA SDLB SIG SIM SKPD SLB SLTA SLTP SMA SMAN SMTI SMU SNI SPAM
SPMA STAB STABN STAHN STAIN STAKN STAKPN SUPM TAPD TIK TKI TNI TPA TPI TPPU TPU TU TVRI UGD UIN UKM UKPBJ UKS ULP
UMKM UOBK UPBU UPI UPN UPP UPPD UPT UPTB UPTD UPTDPPA UPTP UPTSP USG UU VIP
""".split())

# Written in a way that no rule gives.
FIXED = {"PPKN": "PPKn", "PKN": "PKn", "S.SOS": "S.Sos", "M.PSI": "M.Psi", "M.KN": "M.Kn", "S.H": "S.H", "STR": "STr",
         "DR": "Dr", "DRS": "Drs", "DRG": "drg", "HJ": "Hj", "JL": "Jl", "ST": "St", "PT": "PT", "MTS": "MTs", "MTSN": "MTsN",
         "PERUNDANG-UNDANGAN": "Perundang-undangan", "BP": "BP", "NY": "Ny"}

# "IV", a rank such as "III-A" written "IIIA", and a diploma written "DIII".
ROMAN = re.compile(r"^((?=[IVX])X{0,3}(IX|IV|V?I{0,3})|(I{1,3}|IV)[A-E]|D(I{1,3}|IV))$")
WORD = re.compile(r"[^\W_][\w.'-]*", re.UNICODE)


def plain_punctuation(text):
    """One form for each mark: typographic and damaged apostrophes and dashes become ASCII, spaces single."""
    text = text.replace("\u00a0", " ")
    text = re.sub(r"[\u2018\u2019\u00b4`\u00bf]", "'", text)
    text = re.sub(r"[\u2013\u2014]", "-", text)
    text = text.replace("\u00ca", "E").replace("\u00ea", "e")
    return re.sub(r"\s+", " ", text).strip()


def one_word(word, first):
    tail = ""
    while word and word[-1] in ".'-":
        word, tail = word[:-1], word[-1] + tail
    upper = word.upper()
    if upper in FIXED:
        return FIXED[upper] + tail
    if "-" in word:
        # "S-1", "D-III", "Undang-Undang": each part by itself, never small.
        return "-".join(one_word(part, True) for part in word.split("-")) + tail
    if not first and word.lower() in SMALL:
        return word.lower() + tail
    if upper in ACRONYMS or ROMAN.match(upper) or len(word) == 1:
        return upper + tail
    if any(ch.isdigit() for ch in word) and len(word) <= 5:
        return upper + tail
    if len(word) <= 7 and word.isalpha() and not re.search("[AEIOUY]", upper):
        return upper + tail
    if "." in word:
        return ".".join(one_word(part, True) for part in word.split(".")) + tail
    return word[:1].upper() + word[1:].lower() + tail


def title(text):
    """Title Case of a text in capitals. A text that has small letters is left as it was written."""
    text = plain_punctuation(text)
    if text != text.upper():
        return text
    # "OBGYN- FERTILITAS": a dash that separates has a space on both sides.
    text = re.sub(r"(?<=[\w)])- ", " - ", text)
    out, end = [], 0
    for match in WORD.finditer(text):
        out.append(text[end:match.start()])
        out.append(one_word(match.group(), first=match.start() == 0))
        end = match.end()
    out.append(text[end:])
    # "AL" alone may be the Arabic article, so the forces are recognised by the word before.
    return re.sub(r"\bTNI A[dlu]\b", lambda match: match.group().upper(), "".join(out))
