"""Read what newer Anki compresses with zstd."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from typing import IO

_BEGINNING = b"\x28\xb5\x2f\xfd"
_WIDEST_WINDOW = 2**27  # memory limit of the decoder in bytes


def is_compressed(data: bytes) -> bool:
    """Return whether these are the first bytes of something compressed."""
    return data.startswith(_BEGINNING)


def decompressed(packed: IO[bytes]) -> IO[bytes]:
    """Return a decompressed stream. Python has its own zstd from 3.14 on."""
    if sys.version_info >= (3, 14):
        from compression import zstd  # noqa: PLC0415  other Pythons do not have it

        return zstd.ZstdFile(packed, options={zstd.DecompressionParameter.window_log_max: 27})
    import zstandard  # noqa: PLC0415  10 ms, and only some packages need it

    decompressor = zstandard.ZstdDecompressor(max_window_size=_WIDEST_WINDOW)
    return cast("IO[bytes]", decompressor.stream_reader(packed, read_across_frames=True))
