package io.sluice.chaos.check;

/** I9. */
final class CommandsEnded {
  private CommandsEnded() {}

  static Finding check(Facts facts) {
    if (facts.commands().isEmpty()) {
      return Finding.skipped(Invariant.I9, "there is no table of commands in this version");
    }
    var commands = facts.commands().get();
    boolean played = facts.strikes().stream().anyMatch(strike -> strike.row() == 26);
    return commands.all() == 0 && !played
        ? Finding.skipped(Invariant.I9, "no command was given in this run (row 26)")
        : Finding.of(Invariant.I9, commands.all(), commands.open());
  }
}
