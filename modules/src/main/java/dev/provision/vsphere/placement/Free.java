package dev.provision.vsphere.placement;

import dev.provision.spi.Address;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.ServerGroup;
import dev.provision.vsphere.places.DatastoreFacts;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What is free on hosts and datastores at one point of a search, in plain numbers. Gives the same
 * answers as {@link Ledger} and {@link Judge}, but faster, and can take steps back. For one thread.
 */
final class Free {
  private record Copy(Address image, DataSize disk, int datastore) {}

  private final List<DatastoreFacts> datastores;
  private final List<HostFacts> hosts;
  private final Candidates candidates;
  private final Ledger before;
  private final long[] memory;
  private final long[] cpus;
  private final long[] reservedMemory;
  private final long[] reservedMhz;
  private final long[] space;
  private final List<Optional<FailoverReserve>> reserves;
  private final Map<FailoverReserve, Deque<FailoverReserve.Admitted>> admitted = new HashMap<>();
  private final Map<Address, int[]> members = new HashMap<>();
  private final Map<Address, Integer> images = new HashMap<>();
  private final Map<Copy, Integer> copies = new HashMap<>();
  private final Set<Address> groups = new HashSet<>();

  Free(Candidates candidates, Ledger before) {
    this.candidates = candidates;
    this.hosts = candidates.hosts();
    this.datastores = candidates.datastores();
    this.before = before;
    memory = hosts.stream().mapToLong(host -> Math.max(0, before.freeMemory(host))).toArray();
    cpus = hosts.stream().mapToLong(before::freeCpus).toArray();
    reservedMemory =
        hosts.stream().mapToLong(host -> Math.max(0, before.unreservedMemory(host))).toArray();
    reservedMhz =
        hosts.stream()
            .mapToLong(
                host ->
                    host.mhz() > 0 ? Math.max(0, before.unreservedMhz(host)) : Long.MAX_VALUE / 2)
            .toArray();
    space = datastores.stream().mapToLong(before::freeSpace).toArray();
    reserves = hosts.stream().map(candidates::reserve).toList();
    for (int host = 0; host < hosts.size(); host++) {
      FailoverReserve.Admitted now = before.admitted(hosts.get(host));
      reserves.get(host).ifPresent(kept -> admitted.put(kept, new ArrayDeque<>(List.of(now))));
    }
    for (Candidates.One one : candidates.order()) {
      one.alike().need().groups().forEach(group -> settle(group.address()));
    }
  }

  private void settle(Address group) {
    if (groups.add(group)) {
      int[] there = new int[hosts.size()];
      for (int host = 0; host < there.length; host++) {
        there[host] = before.members(group).getOrDefault(hosts.get(host).ref(), List.of()).size();
      }
      members.put(group, there);
    }
  }

  boolean fits(VmNeed need, Candidates.Option at) {
    int host = at.host();
    return need.ram().bytes() <= memory[host]
        && need.vcpus() <= cpus[host]
        && need.reserved().memory().bytes() <= reservedMemory[host]
        && need.reserved().mhz() <= reservedMhz[host]
        && liesRight(need, at)
        && room(need, at) <= space[at.datastore()]
        && isKept(need, host)
        && reserves
            .get(host)
            .flatMap(kept -> kept.against(need, admitted.get(kept).peek()))
            .isEmpty();
  }

  private boolean isKept(VmNeed need, int host) {
    return need.groups().stream()
        .filter(group -> group.policy().isHard())
        .allMatch(group -> isKept(group, host));
  }

  private boolean isKept(ServerGroup group, int host) {
    int[] there = members.get(group.address());
    return group.policy().isTogether()
        ? there[host] > 0
            || Arrays.stream(there).sum() == 0 && before.members(group.address()).isEmpty()
        : there[host] == 0;
  }

  /** Whether it is on the datastore of its image, if that is created too and the host mounts it. */
  private boolean liesRight(VmNeed need, Candidates.Option at) {
    if (need.source().link().isEmpty() || !need.source().link().get().stays()) {
      return true;
    }
    Integer image = images.get(need.source().link().get().image());
    return image == null
        || need.where().datastore().isPresent()
        || image == at.datastore()
        || !candidates.stays(image, need, at.host());
  }

  private long room(VmNeed need, Candidates.Option at) {
    return Ledger.own(need)
        + need.source().link().map(link -> copied(link, at.datastore())).orElse(0L);
  }

  private long copied(VmSource.Link link, int datastore) {
    boolean elsewhere =
        link.datastore()
            .map(image -> !image.equals(datastores.get(datastore).ref()))
            .orElseGet(() -> images.getOrDefault(link.image(), datastore) != datastore);
    return (link.larger() || elsewhere)
            && copies.getOrDefault(new Copy(link.image(), link.disk(), datastore), 0) == 0
            && !before.isThere(link, datastores.get(datastore).ref())
        ? link.room().bytes()
        : 0;
  }

  /** Subtracts what the demand needs; {@link #give} with the returned value adds it again. */
  long take(Candidates.One one, Candidates.Option at) {
    VmNeed need = one.alike().need();
    long room = room(need, at);
    change(need, at, 1, room);
    if (!need.runs()) {
      images.put(one.demand().address(), at.datastore());
    }
    return room;
  }

  void give(Candidates.One one, Candidates.Option at, long room) {
    change(one.alike().need(), at, -1, room);
    if (!one.alike().need().runs()) {
      images.remove(one.demand().address());
    }
  }

  private void change(VmNeed need, Candidates.Option at, int sign, long room) {
    int host = at.host();
    memory[host] -= sign * need.ram().bytes();
    cpus[host] -= sign * need.vcpus();
    reservedMemory[host] -= sign * need.reserved().memory().bytes();
    reservedMhz[host] -= sign * need.reserved().mhz();
    space[at.datastore()] -= sign * room;
    need.groups().forEach(group -> members.get(group.address())[host] += sign);
    if (need.runs()) {
      reserves.get(host).map(admitted::get).ifPresent(all -> admit(need, all, sign));
    }
    need.source()
        .link()
        .ifPresent(
            link ->
                copies.merge(
                    new Copy(link.image(), link.disk(), at.datastore()), sign, Integer::sum));
  }

  /** A search takes back in reverse order. */
  private static void admit(VmNeed need, Deque<FailoverReserve.Admitted> all, int sign) {
    if (sign > 0) {
      all.push(all.peek().plus(FailoverReserve.Admitted.of(need)));
    } else {
      all.pop();
    }
  }

  /** How many equal demands a host could still take at most. */
  long times(VmNeed need, int host) {
    long times = Integer.MAX_VALUE;
    times = Math.min(times, times(need.ram().bytes(), memory[host]));
    times = Math.min(times, times(need.vcpus(), cpus[host]));
    times = Math.min(times, times(need.reserved().memory().bytes(), reservedMemory[host]));
    boolean apart =
        need.groups().stream().anyMatch(g -> g.policy() == ServerGroup.Policy.ANTI_AFFINITY);
    return apart ? Math.min(times, isKept(need, host) ? 1 : 0) : times;
  }

  private static long times(long each, long of) {
    return each == 0 ? Integer.MAX_VALUE : Math.max(0, of / each);
  }

  long memory(int host) {
    return memory[host];
  }

  /** Whether two hosts have the same amounts left. */
  boolean isSame(int host, int other) {
    return memory[host] == memory[other]
        && cpus[host] == cpus[other]
        && reservedMemory[host] == reservedMemory[other]
        && reservedMhz[host] == reservedMhz[other]
        && groups.stream().map(members::get).allMatch(there -> there[host] == there[other]);
  }
}
