# Sourced by sluice-backup and sluice-restore: addresses and secrets of PostgreSQL and Redis, from the files of admin-api.
etc=${SLUICE_ETC:-/etc/sluice}

sluice_setting() { # file, name
  sed -n "s/^$(printf '%s' "$2" | sed 's/\./\\./g')=//p" "$etc/$1" 2>/dev/null | tail -n 1
}

sluice_need() { # program, package
  command -v "$1" >/dev/null || {
    echo "$1 is missing: on Debian it is in the package $2." >&2
    exit 69
  }
}

# Sets $database for psql and pg_dump, and PGPASSFILE when there is a password. Needs $work, a private folder.
sluice_database() {
  jdbc=$(sluice_setting admin.env QUARKUS_DATASOURCE_JDBC_URL)
  user=$(sluice_setting admin.env QUARKUS_DATASOURCE_USERNAME)
  case $jdbc in
    jdbc:postgresql://*) ;;
    *)
      echo "QUARKUS_DATASOURCE_JDBC_URL in $etc/admin.env is no address of PostgreSQL." >&2
      exit 78
      ;;
  esac
  database="postgresql://$user@${jdbc#jdbc:postgresql://}"
  password=$(sluice_setting credentials/admin.properties quarkus.datasource.password)
  if [ -n "$password" ]; then
    printf '*:*:*:*:%s\n' "$(printf '%s' "$password" | sed 's/[\\:]/\\&/g')" >"$work/pgpass"
    export PGPASSFILE="$work/pgpass"
  fi
}

# Sets $redis_host and $redis_port.
sluice_redis() {
  redis=$(sluice_setting admin.env QUARKUS_REDIS_HOSTS)
  redis=${redis#redis://}
  redis=${redis##*@}
  redis=${redis%%/*}
  redis_host=${redis%:*}
  redis_port=${redis##*:}
}

# redis-cli with the password on its standard input: neither arguments nor environment have it.
sluice_redis_cli() {
  password=$(sluice_setting credentials/admin.properties quarkus.redis.password)
  if [ -n "$password" ]; then
    printf '%s\n' "$password" | redis-cli -h "$redis_host" -p "$redis_port" --askpass "$@"
  else
    redis-cli -h "$redis_host" -p "$redis_port" "$@" </dev/null
  fi
}
