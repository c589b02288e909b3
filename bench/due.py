"""`due` with unchanged decks, as a shell prompt runs it, beside Python doing nothing."""

from __future__ import annotations

from bench.measure import fresh_folder, in_turn, rounds, shipped_decks, table, to_exit, verdict

TARGET = 4


def main() -> None:
    """Print how long each takes from start to end."""
    number = rounds("due against python -c pass", 31)
    with fresh_folder() as data:
        due = ("-m", "aide_memoire", "due", "--data-dir", data)
        empty, told, document = in_turn(
            {
                "`python -c pass`": lambda: to_exit("-c", "pass"),
                "`due`": lambda: to_exit(*due),
                "`due --json`": lambda: to_exit(*due, "--json"),
            },
            number,
        )
    print(f"`due` over the {shipped_decks()} shipped decks, unchanged; {number} rounds\n")
    print(table([empty, told, document], empty))
    print(f"\n{verdict(told, empty, TARGET)}")


if __name__ == "__main__":
    main()
