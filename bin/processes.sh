# Sourced by the scripts beside it: programs that run on in the background, each with a pid file under $VAR/run.
# start-stop-daemon compares the program behind a pid file, so a pid that was given to another is never signalled.

# start_process NAME PROGRAM [FIRST_PROGRAM] -- ARGUMENTS: starts it unless it runs. FIRST_PROGRAM is what becomes
# PROGRAM by exec.
start_process() {
    local name=$1 program=$2 first=$2
    shift 2
    [[ $1 == -- ]] || { first=$1; shift; }
    shift
    start-stop-daemon --start --quiet --oknodo --pidfile "$VAR/run/$name.pid" --make-pidfile --exec "$program" \
        --startas "$first" --background --output "$VAR/log/$name.log" --chdir "$root" -- "$@"
}

# stop_process NAME PROGRAM [SECONDS]: asks it to end, and after SECONDS (30) ends it.
stop_process() {
    start-stop-daemon --stop --quiet --oknodo --pidfile "$VAR/run/$1.pid" --exec "$2" --remove-pidfile \
        --retry "TERM/${3:-30}/KILL/5"
}
