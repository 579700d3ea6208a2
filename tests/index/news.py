"""Two invented articles, one in English and one in Indonesian, laid out as sites do."""

from __future__ import annotations

__all__ = ["ENGLISH", "INDONESIAN"]

ENGLISH = """\
Harbour Town Opens a New Fish Market

By Clara Whitfield - The Coastal Courier
Tuesday, 4 May 2021 09:30

Photo: Coastal Courier

HARBOUR TOWN - The mayor opened a new fish market on Monday. It has forty stalls.

Advertisement

"Prices will fall," said trader Owen Pike. Fishermen sell tuna, mackerel and squid there.

The old market will become a park next year.
"""

INDONESIAN = """\
Wali Kota Kendari Resmikan Pasar Ikan Baru

Sari Dewi - Harian Teluk
Selasa, 4 Mei 2021 09:30 WITA
Foto: Harian Teluk

Kendari - Wali Kota Kendari meresmikan pasar ikan baru pada Senin. Pasar itu punya empat puluh lapak.

Baca juga: Harga Ikan Naik

"Harga akan turun," kata pedagang Budi Santoso. Nelayan menjual tuna, cakalang dan cumi di sana.

Pasar lama akan menjadi taman tahun depan.
"""

THINGS = [
    "kopi",
    "teh",
    "garam",
    "gula",
    "beras",
    "jagung",
    "sagu",
    "lada",
    "pala",
    "karet",
    "timah",
    "nikel",
]
"""What villages harvest, where a test needs many articles."""
