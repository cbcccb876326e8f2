# Plays virtual servers from the client's namespace, through a daemon whose command this is given; prints what the client
# saw. The daemon reads /run/k.conf.
vip=10.0.0.100
root() { nsenter --net=/proc/1/ns/net "$@"; }
# Writes the file: method, then a server and its weight each.
conf() {
    method=$1 protocol=; shift
    {
        printf 'global_defs {\n lvs_timeouts udp 6\n}\n'
        for protocol in TCP UDP; do
            printf 'virtual_server %s 80 {\n delay_loop 60\n lb_algo rr\n lb_kind %s\n protocol %s\n' $vip $method $protocol
            for server in "$@"; do
                printf ' real_server 10.0.1.1%s 80 {\n  weight %s\n }\n' ${server%=*} ${server#*=}
            done
            printf '}\n'
        done
    } >/run/next.conf
    mv /run/next.conf /run/k.conf
}
# Waits until the table has so many lines of servers that look like this.
table() { for n in $(seq 100); do [ "$(root ipvsadm -Sn | grep -c -E -- "$1")" = $2 ] && return; sleep 0.2; done; echo "no $2 lines '$1'"; root ipvsadm -Sn; }
reload() { conf "$@"; kill -HUP $daemon; }
# The names of the servers that four new connections reach.
four() {
    for n in 1 2 3 4; do
        exec 5<>/dev/tcp/$vip/80 && read -t 5 -u 5 name && echo -n "$name "
        exec 5>&-
    done | tr " " "\n" | sort | uniq -c | tr -s "\n " " "
    echo
}
# A connection with this server, on this descriptor.
hold() {
    for n in 1 2 3 4 5 6; do
        eval "exec $1<>/dev/tcp/$vip/80"
        read -t 5 -u $1 name; [ "$name" = $2 ] && return
        eval "exec $1>&-"
    done
    echo "no connection to $2"
}
# What becomes of a word on a held connection.
ask() {
    echo word >&$1
    if read -t ${2:-3} -u $1 answer; then echo answered; elif [ $? -gt 128 ]; then echo silence; else echo reset; fi
} 2>/dev/null
# One datagram's answer; `read` would lose what follows its first byte.
datagram() { echo word >&7; name=$(timeout 1 dd bs=64 count=1 <&7); echo ${name:-silence}; } 2>/dev/null
datagrams() {
    for n in 1 2 3 4; do exec 7<>/dev/udp/$vip/80; [ "$(datagram)" = r2 ] && return; exec 7>&-; done
    echo 'no datagram to r2'
}

modprobe ip_vs
root sysctl -qw net.ipv4.vs.expire_nodest_conn=0
conf NAT 1=1 2=1
nsenter --net=/proc/1/ns/net "$@" >/run/log 2>&1 & daemon=$!
table '-r 10.0.1.1.:80 -m -w 1' 4
echo "both serve: $(four)"
hold 6 r2
reload NAT 1=1 2=0; table '-r 10.0.1.12:80 -m -w 0' 2
echo "drained: $(four); held: $(ask 6)"
reload NAT 1=1; table '-r 10.0.1.12' 0
echo "removed: $(four); held: $(ask 6)"
reload NAT 1=1 2=1; table '-r 10.0.1.1.:80 -m -w 1' 4
# TCP sends again what was dropped, at ever longer intervals.
echo "back: $(ask 6 20)"
datagrams
reload NAT 1=1; table '-r 10.0.1.12' 0
echo "datagrams to a removed server: $(for n in $(seq 12); do datagram; sleep 0.7; done | uniq | tr '\n' ' ')"
reload NAT 1=1 2=1; table '-r 10.0.1.1.:80 -m -w 1' 4
root sysctl -qw net.ipv4.vs.expire_nodest_conn=1
hold 6 r2; datagrams
reload NAT 1=1; table '-r 10.0.1.12' 0
echo "with expire_nodest_conn: $(ask 6); datagrams: $(for n in 1 2 3; do datagram; done | tail -1)"
for method in DR TUN; do
    reload $method 1=1 2=1; [ $method = DR ] && table '-r 10.0.1.1.:80 -g' 4 || table '-r 10.0.1.1.:80 -i' 4
    echo "$method: $(four)"
done
root sysctl -qw net.ipv4.vs.expire_nodest_conn=0
hold 6 r2
kill $daemon; wait $daemon
table 'A' 0
echo "stopped, held: $(ask 6)"
