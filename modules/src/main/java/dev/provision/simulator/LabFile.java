package dev.provision.simulator;

import dev.provision.declare.BoundFile;
import dev.provision.diagnostic.Checked;
import dev.provision.diagnostic.Diagnostic;
import dev.provision.diagnostic.DidYouMean;
import dev.provision.diagnostic.Span;
import dev.provision.simulator.lab.LabSpec;
import dev.provision.simulator.lab.LabSpec.ClusterSpec;
import dev.provision.simulator.lab.LabSpec.DatacenterSpec;
import dev.provision.simulator.lab.LabSpec.HostSpec;
import dev.provision.simulator.lab.LabSpec.NetworkSpec;
import dev.provision.simulator.server.AuthorizationRoles;
import dev.provision.simulator.server.FaultRule;
import dev.provision.simulator.world.SimTime;
import dev.provision.spi.Field;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads a lab file, and checks that each name in it is declared in it. */
public final class LabFile {
  private final BoundFile<LabSpec> bound;
  private final String name;
  private final List<Diagnostic> wrong = new ArrayList<>();

  private LabFile(BoundFile<LabSpec> bound, String name) {
    this.bound = bound;
    this.name = name;
  }

  /**
   * Reads a file; all its mistakes at once.
   *
   * @param name what messages call it
   */
  public static Checked<LabSpec> read(Path path, String name) {
    return BoundFile.read(path, name, "lab file", LabSpec.class)
        .then(bound -> new LabFile(bound, name).checked());
  }

  private Checked<LabSpec> checked() {
    bound.spec().datacenters().forEach((key, each) -> check("datacenters." + key, each));
    policies();
    roles();
    if (bound.spec().esxi() && !isOneHost(bound.spec())) {
      error(
          "esxi",
          "a single ESXi host has one datacenter with one host, and no folders and templates");
    }
    List<FaultRule> faults = bound.spec().faults();
    for (int i = 0; i < faults.size(); i++) {
      known(
          "faults." + i + ".method",
          faults.get(i).method(),
          Simulator.methodNames(),
          "method that the simulator has");
    }
    for (String method : bound.spec().taskTimes().keySet()) {
      known(
          "task_times." + method, method, Simulator.methodNames(), "method that the simulator has");
    }
    if (wrong.isEmpty()) {
      make();
    }
    return wrong.isEmpty() ? Checked.of(bound.spec()) : Checked.failed(wrong);
  }

  private static boolean isOneHost(LabSpec lab) {
    return lab.folders().isEmpty()
        && lab.datacenters().size() == 1
        && lab.datacenters().values().stream()
            .allMatch(
                each ->
                    each.folder().isEmpty()
                        && each.folders().isEmpty()
                        && each.templates().isEmpty()
                        && each.clusters().size() == 1
                        && each.clusters().values().stream()
                                .flatMap(cluster -> cluster.hosts().values().stream())
                                .mapToInt(HostSpec::count)
                                .sum()
                            == 1);
  }

  private void roles() {
    bound
        .spec()
        .roles()
        .forEach(
            (role, all) ->
                all.forEach(
                    each ->
                        known(
                            "roles." + role, each, AuthorizationRoles.privileges(), "privilege")));
  }

  /** What does not fit together shows when all of it is made. */
  private void make() {
    try {
      Simulator.of(bound.spec(), SimTime.jumping(0));
    } catch (IllegalArgumentException e) {
      String of = e.getMessage().startsWith("`tags`") ? "tags" : "permissions";
      error(of, e.getMessage());
    } catch (IllegalStateException e) {
      error("datacenters", (e.getCause() == null ? e : e.getCause()).getMessage());
    }
  }

  private void policies() {
    Set<String> datastores = new LinkedHashSet<>();
    bound
        .spec()
        .datacenters()
        .values()
        .forEach(each -> datastores.addAll(each.datastores().keySet()));
    bound
        .spec()
        .storagePolicies()
        .forEach(
            (policy, names) -> {
              for (int i = 0; i < names.size(); i++) {
                String at = "storage_policies." + policy + "." + i;
                known(at, names.get(i), datastores, "datastore of the lab");
              }
            });
  }

  private void check(String at, DatacenterSpec datacenter) {
    Set<String> hosts = new LinkedHashSet<>();
    for (ClusterSpec cluster : datacenter.clusters().values()) {
      cluster.hosts().forEach((key, host) -> hosts.addAll(host.names(key)));
    }
    datacenter
        .clusters()
        .forEach((key, each) -> cluster(at + ".clusters." + key, each, datacenter));
    datacenter
        .datastores()
        .forEach((key, each) -> all(at + ".datastores." + key + ".mounts", each.mounts(), hosts));
    datacenter
        .networks()
        .forEach(
            (key, each) -> {
              all(at + ".networks." + key + ".hosts", each.hosts(), hosts);
              onSwitch(at + ".networks." + key, each, datacenter);
            });
    datacenter
        .templates()
        .forEach(
            (key, each) -> {
              String place = at + ".templates." + key;
              if (each.datastore().isPresent()) {
                known(
                    place + ".datastore",
                    each.datastore().get(),
                    datacenter.datastores().keySet(),
                    "datastore of the datacenter");
              } else if (datacenter.datastores().size() != 1) {
                error(
                    place,
                    "`datastore` is missing: there are "
                        + datacenter.datastores().size()
                        + " to choose from");
              }
              each.network()
                  .ifPresent(
                      network ->
                          known(
                              place + ".network",
                              network,
                              datacenter.networks().keySet(),
                              "network of the datacenter"));
              if (hosts.isEmpty()) {
                error(place, "a template needs a host, and the datacenter has none");
              }
            });
  }

  private void cluster(String at, ClusterSpec cluster, DatacenterSpec datacenter) {
    Set<String> hosts = new LinkedHashSet<>();
    cluster.hosts().forEach((key, host) -> hosts.addAll(host.names(key)));
    if (!cluster.drs() && !cluster.vapps().isEmpty()) {
      error(at + ".vapps", "a cluster without DRS has no vApps");
    }
    if (!cluster.drs() && !cluster.pools().isEmpty()) {
      error(at + ".pools", "a cluster without DRS has no resource pools");
    }
    cluster
        .hostGroups()
        .forEach(
            (name, each) -> all(at + ".host_groups." + name, each, hosts, "host of the cluster"));
    cluster
        .vmGroups()
        .forEach(
            (name, each) ->
                all(
                    at + ".vm_groups." + name,
                    each,
                    datacenter.templates().keySet(),
                    "template of the datacenter"));
    cluster
        .rules()
        .forEach(
            (name, each) -> {
              String rule = at + ".rules." + name;
              Set<String> groups = cluster.vmGroups().keySet();
              known(rule + ".vm_group", each.vmGroup(), groups, "group of machines");
              groups = cluster.hostGroups().keySet();
              known(rule + ".host_group", each.hostGroup(), groups, "group of hosts");
            });
  }

  /** Checks that each host with a standard port group also has the port group's switch. */
  private void onSwitch(String at, NetworkSpec network, DatacenterSpec datacenter) {
    for (ClusterSpec cluster : datacenter.clusters().values()) {
      cluster
          .hosts()
          .forEach(
              (key, host) -> {
                boolean has =
                    network.hosts().isEmpty()
                        || host.names(key).stream().anyMatch(network.hosts()::contains);
                if (has && !network.vswitch().equals("vSwitch0")) {
                  known(
                      at + ".vswitch",
                      network.vswitch(),
                      host.switches().keySet(),
                      "switch of the host `" + key + "`");
                }
              });
    }
  }

  private void all(String at, List<String> names, Collection<String> hosts) {
    all(at, names, hosts, "host of the datacenter");
  }

  private void all(String at, List<String> names, Collection<String> known, String what) {
    for (int i = 0; i < names.size(); i++) {
      known(at + "." + i, names.get(i), known, what);
    }
  }

  private void known(String at, String found, Collection<String> known, String what) {
    if (!known.contains(found)) {
      error(at, "`" + found + "` is no " + what + DidYouMean.suffix(found, known));
    }
  }

  private void error(String at, String message) {
    Field field = bound.fields().get(at);
    wrong.add(Diagnostic.error(message, field == null ? Span.of(name) : field.span()));
  }
}
