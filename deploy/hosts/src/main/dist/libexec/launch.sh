# Sourced by bin/sluice-admin, sluice-worker and sluice-web, with $home set to the folder of this release.

sluice_java() {
  for candidate in "${SLUICE_JAVA_HOME:-}" "${JAVA_HOME:-}" /usr/lib/jvm/* /opt/java/* /opt/jdk*; do
    [ -n "$candidate" ] && [ -x "$candidate/bin/java" ] && [ -r "$candidate/release" ] || continue
    major=$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$candidate/release")
    if [ "${major:-0}" -ge 25 ]; then
      printf '%s\n' "$candidate"
      return 0
    fi
  done
  echo "Sluice needs Java 25 or newer and found none: install a JDK 25, or set SLUICE_JAVA_HOME to one." >&2
  return 1
}

# A credential of the unit, if it is there and not empty.
sluice_credential() {
  [ -n "${CREDENTIALS_DIRECTORY:-}" ] && [ -s "$CREDENTIALS_DIRECTORY/$1" ]
}

# sluice_run <application> <heap in MiB>: becomes the service; the pid stays the same.
sluice_run() {
  java_home=$(sluice_java) || exit 78
  # Secrets are read from a file: neither arguments nor the environment have them.
  if sluice_credential sluice.properties && [ -z "${SMALLRYE_CONFIG_LOCATIONS:-}" ]; then
    SMALLRYE_CONFIG_LOCATIONS=$CREDENTIALS_DIRECTORY/sluice.properties
    export SMALLRYE_CONFIG_LOCATIONS
  fi
  # glibc keeps freed memory in an arena for each thread that ever allocated: two are enough.
  MALLOC_ARENA_MAX=${MALLOC_ARENA_MAX:-2}
  export MALLOC_ARENA_MAX
  # shellcheck disable=SC2086 # SLUICE_JAVA_OPTIONS is a list of words
  exec "$java_home/bin/java" "@$home/libexec/jvm.options" "-Xmx${SLUICE_HEAP_MB:-$2}m" "-Djava.io.tmpdir=${TMPDIR:-/tmp}" \
    ${SLUICE_JAVA_OPTIONS:-} \
    -jar "$home/lib/$1/quarkus-run.jar"
}
