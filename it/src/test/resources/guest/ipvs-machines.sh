# A client, a balancer (the guest itself) and two real servers on one bridge. The balancer has 10.0.0.100; the servers have
# it too, for what comes to them unchanged or by a tunnel, and do not tell.
modprobe ipip
ip link add br0 type bridge; ip link set br0 up
for n in c r1 r2; do
    ip netns add $n
    ip link add v$n type veth peer name eth0 netns $n
    ip link set v$n master br0; ip link set v$n up; ip -n $n link set eth0 up; ip -n $n link set lo up
done
ip addr add 10.0.0.100/24 dev br0; ip addr add 10.0.1.1/24 dev br0
ip -n c addr add 10.0.0.2/24 dev eth0; ip -n c route add 10.0.1.0/24 dev eth0
sysctl -qw net.ipv4.ip_forward=1 net.ipv4.conf.all.send_redirects=0 net.ipv4.conf.br0.send_redirects=0
for n in 1 2; do
    ip -n r$n addr add 10.0.1.1$n/24 dev eth0; ip -n r$n route add default via 10.0.1.1
    ip netns exec r$n sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2 net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0
done
for n in 1 2; do
    ip -n r$n link set tunl0 up
    ip -n r$n addr add 10.0.0.100/32 dev lo
    # Only what a tunnel or the bridge brought goes to clients past the balancer.
    ip -n r$n route add 10.0.0.0/24 dev eth0 table 100; ip -n r$n rule add from 10.0.0.100 lookup 100
done
