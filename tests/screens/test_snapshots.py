"""Pictures."""

import pytest
from conftest import *


async def test_home(desk, learned):
    import time

    for d in (desk, learned):
        for size in ((60, 20), (80, 24), (120, 40)):
            t = time.time()
            async with shown(d, size=size) as pilot:
                t2 = time.time()
                print(screen_text(pilot.app))
                await pilot.press("down")
            print(t2 - t, time.time() - t)
