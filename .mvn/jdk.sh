# Sourced by ./mvnw and the scripts of deploy/: exports JAVA_HOME of a JDK 25 or newer, or stops with one sentence.
# The default `java` of a machine may be older, so the usual install folders are searched too.

sluice_jdk_major() {
  [ -x "$1/bin/java" ] && [ -x "$1/bin/javac" ] && [ -r "$1/release" ] || return 1
  sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release"
}

sluice_find_jdk() {
  sluice_on_path=$(command -v javac 2>/dev/null) || sluice_on_path=
  if [ -n "$sluice_on_path" ]; then
    sluice_on_path=$(readlink -f "$sluice_on_path" 2>/dev/null || echo "$sluice_on_path")
    sluice_on_path=${sluice_on_path%/bin/javac}
  fi
  for sluice_home in "${JAVA_HOME:-}" "$sluice_on_path" \
    /usr/lib/jvm/* /opt/java/* /opt/jdk* "$HOME"/.sdkman/candidates/java/* "$HOME"/.jdks/* \
    /Library/Java/JavaVirtualMachines/*/Contents/Home "$HOME"/Library/Java/JavaVirtualMachines/*/Contents/Home; do
    [ -n "$sluice_home" ] || continue
    sluice_major=$(sluice_jdk_major "$sluice_home") || continue
    if [ "${sluice_major:-0}" -ge 25 ]; then
      printf '%s\n' "$sluice_home"
      return 0
    fi
  done
  return 1
}

if ! JAVA_HOME=$(sluice_find_jdk); then
  echo "Sluice needs a JDK 25 or newer and found none: install one (for example Temurin 25) or set JAVA_HOME to it." >&2
  exit 1
fi
export JAVA_HOME
