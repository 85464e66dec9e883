package io.sluice.diagnosis;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Shows the command line of a program without what looks like a secret: values of options and
 * variables that are named like one, and passwords in addresses. Pure.
 */
public final class CommandLine {
  private static final String MASK = "***";
  private static final Pattern NAMED_SECRET =
      Pattern.compile(
          "(?i)(-{0,2}[\\w.-]*(?:pass|pwd|secret|token|key|credential|auth)[\\w.-]*[=:]).+");
  private static final Pattern SECRET_OPTION =
      Pattern.compile(
          "(?i)-{1,2}[\\w.-]*(?:pass|pwd|secret|token|key|credential|auth)[\\w.-]*|-[pu]");
  private static final Pattern IN_ADDRESS = Pattern.compile("//[^/@\\s]*@");

  private CommandLine() {}

  /** Returns the name of the program and its arguments. */
  public static String of(String program, List<String> arguments) {
    var words = new StringBuilder(program.substring(program.lastIndexOf('/') + 1));
    boolean secret = false;
    for (var argument : arguments) {
      words.append(' ').append(secret ? MASK : shown(argument));
      secret = SECRET_OPTION.matcher(argument).matches();
    }
    return words.toString();
  }

  private static String shown(String argument) {
    var named = NAMED_SECRET.matcher(argument);
    return IN_ADDRESS
        .matcher(named.matches() ? named.group(1) + MASK : argument)
        .replaceAll("//" + MASK + "@");
  }
}
