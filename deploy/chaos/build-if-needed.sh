# Sourced by deploy/bench/chaos and mutations, after deploy/local/build-if-needed.sh: builds the suite when it is older than a source.

sluice_suite=$(ls "$home"/deploy/chaos/suite/target/sluice-chaos-*.jar 2>/dev/null | head -n 1)
if [ ! -f "$sluice_suite" ] || [ ! -d "$home/deploy/chaos/suite/target/lib" ] || [ -n "$(find "$home/deploy/chaos" "$home/deploy/testkit" \
  \( -name target -o -path '*/src/test' \) -prune -o -path '*/src/main/*' -type f -newer "$sluice_suite" -print)" ]; then
  echo "Building the chaos suite ..."
  (cd "$home" && ./mvnw -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
    -pl deploy/chaos/workflows,deploy/chaos/suite -am) || exit 1
fi
