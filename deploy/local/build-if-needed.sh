# Sourced by up and demo, after .mvn/jdk.sh, with $home set: builds when a jar is missing or older than a source.

sluice_jars="admin-api/service/target/quarkus-app/quarkus-run.jar
orchestrator-service/service/target/quarkus-app/quarkus-run.jar
diagnostics-web/target/quarkus-app/quarkus-run.jar
deploy/local/target/built"

sluice_newer_than() {
  find "$home/pom.xml" "$home/worker-runtime" "$home/orchestrator-service" "$home/admin-api" "$home/diagnostics-web" \
    "$home/deploy/local" \( -name target -o -path '*/src/test' \) -prune -o \
    \( -path '*/src/main/*' -o -name pom.xml \) -type f -newer "$1" -print 2>/dev/null | head -n 1
}

sluice_out_of_date() {
  for sluice_jar in $sluice_jars; do
    [ -f "$home/$sluice_jar" ] || return 0
  done
  [ -n "$(sluice_newer_than "$home/deploy/local/target/built")" ]
}

if sluice_out_of_date; then
  echo "Building Sluice (a few minutes the first time, because Maven fetches what it needs) ..."
  (cd "$home" && ./mvnw -q -DskipTests -Dskip.native.check package) || {
    echo "The build failed: see above. Nothing was started." >&2
    exit 1
  }
  touch "$home/deploy/local/target/built"
fi
