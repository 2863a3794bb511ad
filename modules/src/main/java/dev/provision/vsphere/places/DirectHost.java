package dev.provision.vsphere.places;

import dev.provision.spi.ModuleException;
import dev.provision.spi.Problem;
import dev.provision.vsphere.connection.VcenterSpec;
import dev.provision.vsphere.inventory.Inventory;
import dev.provision.vsphere.inventory.Item;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A connection to a single ESXi host ({@code about.apiType} is {@code HostAgent}). It has one
 * datacenter, one VM folder, {@code ha-folder-vm}, and no clusters, templates or clones.
 */
public final class DirectHost {
  /** Keys of {@code vcenter:} that only a vCenter supports. */
  private static final Set<String> CLUSTERS = Set.of("cluster", "cluster_name", "clusters");

  private DirectHost() {}

  public static boolean is(Inventory inventory) {
    return "HostAgent".equals(inventory.about().getApiType());
  }

  /**
   * Its one datacenter, {@code ha-datacenter}.
   *
   * @throws ModuleException when it cannot be read
   */
  public static Item datacenter(Inventory inventory) throws ModuleException {
    return inventory.all("Datacenter").stream()
        .findFirst()
        .orElseThrow(() -> ModuleException.refused("the datacenter of the host cannot be read"));
  }

  /**
   * Why something cannot be on a single host.
   *
   * @param what as the playbook writes it, {@code server_group}
   * @param why {@code it has one folder}
   */
  public static String refusal(String what, String why) {
    return "`" + what + "` needs a vCenter, and this is a single ESXi host: " + why;
  }

  /** Names in the connection that have no meaning on a single host. */
  static List<Problem> problems(VcenterSpec spec) {
    List<Problem> problems = new ArrayList<>();
    String alone = "it is in no cluster; leave it out";
    spec.cluster().ifPresent(name -> add(problems, "cluster", alone));
    spec.clusterName().ifPresent(name -> add(problems, "cluster_name", alone));
    if (!spec.clusters().isEmpty()) {
      add(problems, "clusters", alone);
    }
    spec.folder()
        .ifPresent(name -> add(problems, "folder", "all its VMs are in one folder; leave it out"));
    return problems;
  }

  private static void add(List<Problem> problems, String field, String why) {
    problems.add(new Problem(field, refusal(field, why)));
  }

  /** Whether {@link #problems} reports this problem of the connection better. */
  static boolean isOfCluster(Problem problem) {
    return CLUSTERS.contains(problem.field());
  }
}
