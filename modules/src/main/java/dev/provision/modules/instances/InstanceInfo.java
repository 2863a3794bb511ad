package dev.provision.modules.instances;

import dev.provision.modules.instances.parts.InstanceDesired;
import dev.provision.spi.KindInfo;
import dev.provision.spi.KindInfo.Attribute;
import dev.provision.spi.KindInfo.Column;
import dev.provision.vsphere.kind.Activities;
import dev.provision.vsphere.kind.Activity;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What {@code provision doc instances} says about the kind. */
final class InstanceInfo {
  private static final String EXAMPLE =
      """
      instances:
        web:
          count: 2
          image: ubuntu
          flavor: m1.small
          networks:
            eth0: {network: private, fixed_ip: "10.0.0.1${index}/24", gateway: 10.0.0.1}
          metadata: {role: web}
      """;

  static final KindInfo INFO =
      new KindInfo(
          "instances",
          InstanceLookup.KIND,
          "VMs that are cloned from images, or adopted, and kept as declared.",
          EXAMPLE,
          List.of(
              new Attribute("id", "its instanceUuid"),
              new Attribute("name", "its name in vCenter"),
              new Attribute("path", "its inventory path"),
              new Attribute(
                  "ip",
                  "its first IPv4 address: what Tools report, else fixed_ip; reading it waits for it"),
              new Attribute("ips", "all its IPv4 addresses"),
              new Attribute("mac", "the MAC of its first NIC"),
              new Attribute(
                  "status",
                  "ACTIVE, SHUTOFF, SUSPENDED, RESCUE, or ERROR for one that vCenter has lost; while"
                      + " it is worked on BUILD, REBUILD, RESIZE, MIGRATING or HARD_REBOOT"),
              new Attribute(
                  "task_state", "what a running task does to it, as in powering-off; - for none"),
              new Attribute(
                  "power_state",
                  "Running, Shutdown, Suspended, or NOSTATE where it is out of reach"),
              new Attribute("networks", "addresses by network, private=10.0.0.2"),
              new Attribute("host", "the host that it is on")),
          List.of(
              new Column("ID", "id"),
              new Column("Name", "name"),
              new Column("Status", "status"),
              new Column("Task State", "task_state"),
              new Column("Power State", "power_state"),
              new Column("Networks", "networks")));

  static final Set<Activity> ACTIVITIES =
      Activities.set(
          Activities.FOLDERS,
          Activities.MARKS,
          Activities.FILES,
          Activities.INSTANCES,
          Activities.QUOTAS,
          Activities.HARDWARE_VERSION,
          Activities.SUSPEND,
          Activities.CUSTOMIZE,
          Activities.DISCS,
          Activities.MIGRATE,
          Activities.ATTACH,
          Activities.CUSTOM_VALUES,
          Activities.TPM,
          Activities.ENCRYPT,
          Activities.STORAGE_POLICIES,
          Activities.SNAPSHOTS,
          Activities.REBOOT,
          Activities.CONSOLE);

  private InstanceInfo() {}

  /** {@code m1.small, eth0=private 10.0.0.11}. */
  static String summary(InstanceDesired desired) {
    return Stream.concat(
            Stream.of(desired.sizing().flavor()).filter(flavor -> !flavor.isEmpty()),
            desired.nics().stream()
                .map(
                    nic ->
                        nic.name()
                            + "="
                            + nic.network().network()
                            + nic.fixedIp().map(ip -> " " + ip.text()).orElse("")))
        .collect(Collectors.joining(", "));
  }
}
