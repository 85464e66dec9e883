# Sourced by deploy/bench/page and screenshots, after deploy/local/build-if-needed.sh: builds the module when it is older than a source.

sluice_browser=$(ls "$home"/deploy/browser/target/sluice-browser-*.jar 2>/dev/null | head -n 1)
if [ ! -f "$sluice_browser" ] || [ ! -d "$home/deploy/browser/target/lib" ] || [ -n "$(find "$home/deploy/browser" \
  \( -name target -o -path '*/src/test' \) -prune -o -path '*/src/main/*' -type f -newer "$sluice_browser" -print)" ]; then
  echo "Building the browser's side ..."
  (cd "$home" && ./mvnw -q -Dmaven.test.skip=true -Dspotless.check.skip=true package -pl deploy/browser -am -Dskip.native.check) || exit 1
fi
