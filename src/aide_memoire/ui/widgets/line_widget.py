"""A widget of lines, each of which is made into cells once for each text and place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.content import Content
from textual.strip import Strip
from textual.widget import Widget

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.geometry import Region

_KEPT = 512  # lines as cells, of which those that stay the same from question to question are a few dozen


class LineWidget(Widget):
    """A widget of lines within its padding, without a border.

    A line that it has shown in the same place before is not made into cells again.
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  as every widget has it
        super().__init__(id=id)
        self._made: dict[tuple[object, ...], Strip] = {}
        self._looks: tuple[object, ...] = ()

    def lines(self) -> Sequence[Content]:
        """Return the lines from the top."""
        raise NotImplementedError

    def render(self) -> Content:
        """Return all lines."""
        return Content("\n").join(self.lines())

    def render_lines(self, crop: Region) -> list[Strip]:
        """Return lines as cells. Where text is selected, Textual marks it."""
        if self.text_selection is not None:
            return super().render_lines(crop)
        self._forget_other_looks()
        lines, top = self.lines(), self.gutter.top
        strips = [self._strip(lines, y - top) for y in crop.line_range]
        is_whole = crop.column_span == (0, self.outer_size.width)
        return strips if is_whole else [strip.crop(*crop.column_span) for strip in strips]

    def _forget_other_looks(self) -> None:
        """Make all lines anew for another size or colour, and where so many are kept that few come again."""
        looks = (self.outer_size, self.gutter, self.visual_style, self.app.theme, *self.get_line_filters())
        if looks != self._looks or len(self._made) > _KEPT:
            self._made.clear()
            self._looks = looks

    def _strip(self, lines: Sequence[Content], y: int) -> Strip:
        line = lines[y] if 0 <= y < len(lines) else Content("")
        key = (y, line.plain, *line.spans)
        if key not in self._made:
            self._made[key] = self._make(line, y)
        return self._made[key]

    def _make(self, line: Content, y: int) -> Strip:
        """Return a line as cells that know their place, by which Textual selects text."""
        style, ground = self.visual_style, self.visual_style.background_style.rich_style
        x, segments = 0, [Segment(" " * self.gutter.left, ground)]
        line = line.expand_tabs().truncate(self.size.width)
        for text, own in line.render(style, end=""):
            segments.append(Segment(text, (style + own).rich_style_with_offset(x, y)))
            x += len(text)
        strip = Strip(segments).adjust_cell_length(self.outer_size.width, ground)
        for each in self.get_line_filters():
            strip = strip.apply_filter(each, self.background_colors[1])
        return strip
