# Sourced by up and demo, after .mvn/jdk.sh, with $home set: builds when something is missing or older than a source.

sluice_newer_than() {
  find "$home/pom.xml" "$home/worker-runtime" "$home/orchestrator-service" "$home/admin-api" "$home/diagnostics-web" \
    "$home/deploy/testkit" "$home/deploy/local" \( -name target -o -path '*/src/test' \) -prune -o \
    \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$1" -print 2>/dev/null | head -n 1
}

sluice_out_of_date() {
  [ -d "$home/deploy/local/target/lib" ] && [ -d "$home/worker-runtime/runtime/target/runtime" ] || return 0
  # Every build of the whole writes these three anew.
  for sluice_jar in admin-api/service orchestrator-service/service diagnostics-web; do
    sluice_jar=$home/$sluice_jar/target/quarkus-app/quarkus-run.jar
    [ -f "$sluice_jar" ] && [ -z "$(sluice_newer_than "$sluice_jar")" ] || return 0
  done
  return 1
}

if sluice_out_of_date; then
  echo "Building Sluice (a few minutes the first time, because Maven fetches what it needs) ..."
  (cd "$home" && ./mvnw -q -Dmaven.test.skip=true -Dskip.native.check -Dspotless.check.skip=true package) || {
    echo "The build failed: see above. Nothing was started." >&2
    exit 1
  }
fi
