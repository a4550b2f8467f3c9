"""The languages in which families and colleagues are most often written to, by their own names.

The main languages of England and Wales other than English that most people named in the Census of
2021 (ONS, “Language, England and Wales”), and those of the nations. The keys are BCP 47 tags, such
as a page's `lang` attribute takes.
"""

LANGUAGES = {
    "ar": "العربية",
    "bn": "বাংলা",
    "bg": "Български",
    "yue": "廣東話",
    "zh": "中文",
    "fa": "فارسی",
    "fr": "Français",
    "gd": "Gàidhlig",
    "ga": "Gaeilge",
    "gu": "ગુજરાતી",
    "hu": "Magyar",
    "it": "Italiano",
    "ku": "Kurdî",
    "lt": "Lietuvių",
    "pa": "ਪੰਜਾਬੀ",
    "pl": "Polski",
    "pt": "Português",
    "ro": "Română",
    "ru": "Русский",
    "so": "Soomaali",
    "es": "Español",
    "sq": "Shqip",
    "ta": "தமிழ்",
    "tr": "Türkçe",
    "uk": "Українська",
    "ur": "اردو",
    "vi": "Tiếng Việt",
}
