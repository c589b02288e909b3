"""The screen of profiles: open, create, rename or remove one."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual.widgets import Static

from aide_memoire.paths import DEFAULT_PROFILE
from aide_memoire.profiles import manage
from aide_memoire.ui.screens.base import AppScreen
from aide_memoire.ui.screens.dialogs import ConfirmDialog, TextDialog
from aide_memoire.ui.widgets.heads import Heads
from aide_memoire.ui.widgets.lines import Key, KeyLine, TopLine
from aide_memoire.ui.widgets.profile_list import ProfileList

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.binding import BindingType


_NAMES = "(small letters, digits and -)"


class ProfilesScreen(AppScreen[str]):
    """The list of profiles. The result is the name of the profile to open."""

    DEFAULT_CSS = """
    ProfilesScreen {
      #about { height: auto; padding: 2 3 1 3; }
      #heads { padding: 0 3; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        ("enter", "open", "Open"),
        ("n", "create", "New"),
        ("e", "rename", "Edit"),
        ("d,delete", "remove", "Remove"),
        ("escape", "leave", "Back"),
    ]

    def compose(self) -> ComposeResult:
        """Yield the widgets, from top to bottom."""
        yield TopLine("Profiles")
        yield Static("Each learner has their own progress; the decks are shared.", id="about")
        profiles = ProfileList()
        yield Heads(profiles.head)
        yield profiles
        yield KeyLine(
            [
                Key("Enter", "open", "screen.open"),
                Key("n", "new", "screen.create"),
                Key("e", "rename", "screen.rename"),
                Key("d", "remove", "screen.remove"),
                Key("?", "all keys", "app.help"),
                Key("Esc", "back", "screen.leave"),
            ]
        )

    def on_mount(self) -> None:
        """Show the profiles, and choose the open one."""
        self._reload(self.workspace.profile)

    def on_option_list_option_selected(self) -> None:
        """Open the chosen profile."""
        self.action_open()

    def action_open(self) -> None:
        """Close this screen with the chosen profile as the result."""
        self.close(self._chosen)

    def action_leave(self) -> None:
        """Close this screen without a result."""
        self.close()

    def action_create(self) -> None:
        """Ask for a name, and create a profile."""
        self.app.push_screen(TextDialog(f"Name of the new profile {_NAMES}", "create"), self._create)

    def action_rename(self) -> None:
        """Ask for another name, and rename the chosen profile."""
        old = self._chosen

        def rename(new: str | None) -> None:
            if new and new != old:
                self._rename(old, new)

        self.app.push_screen(TextDialog(f"New name for {old} {_NAMES}", "rename"), rename)

    def action_remove(self) -> None:
        """Ask, and move the chosen profile to the removed ones."""
        name, folder = self._chosen, self.workspace.paths.removed

        def remove(yes: bool | None) -> None:
            if yes:
                self._remove(name)

        message = f"Remove the profile {name}? Nothing is deleted: its progress is moved to\n\n{folder}"
        self.app.push_screen(ConfirmDialog(message, "remove", "keep"), remove)

    @property
    def _chosen(self) -> str:
        return self.query_one(ProfileList).chosen

    def _create(self, name: str | None) -> None:
        if not name:
            return
        with self.app.report_errors():
            manage.create(self.workspace.paths, name, self.workspace.places, briefly=True)
            self._reload(name)
            self.app.notify(f"{name} created; Enter opens it")

    def _rename(self, old: str, new: str) -> None:
        paths = self.workspace.paths
        with self.app.report_errors():
            if old == self.workspace.profile:
                self.app.reopen_after(lambda: manage.rename(paths, old, new), new)
            else:
                manage.rename(paths, old, new)
            self._reload(new)

    def _remove(self, name: str) -> None:
        workspace = self.workspace
        moved_to: list[str] = []
        with self.app.report_errors():
            if name == workspace.profile:
                self.app.reopen_after(
                    lambda: moved_to.append(manage.remove(workspace.paths, name, workspace.clock())), DEFAULT_PROFILE
                )
            else:
                moved_to.append(manage.remove(workspace.paths, name, workspace.clock()))
            self._reload(self.workspace.profile)
            self.app.notify(f"{name} removed; its progress is kept in {moved_to[0]}")

    def _reload(self, choose: str) -> None:
        """Read the profiles, show them, and choose the one named `choose`."""
        workspace = self.workspace
        with self.app.report_errors():
            self.query_one(ProfileList).show(
                manage.listed(workspace.paths, workspace.places), workspace.profile, workspace.today(), choose
            )
