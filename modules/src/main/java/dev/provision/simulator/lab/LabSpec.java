package dev.provision.simulator.lab;

import dev.provision.simulator.server.FaultRule;
import dev.provision.spi.schema.Bare;
import dev.provision.spi.schema.DataSize;
import dev.provision.spi.schema.Default;
import dev.provision.spi.schema.Doc;
import dev.provision.spi.schema.Shorthand;
import dev.provision.vsphere.wire.ApiVersion;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A lab file: what a simulated vCenter has when it is new. */
@Doc("A simulated vCenter.")
public record LabSpec(
    @Doc(
            "The version of vSphere that it announces, from 6.5 on: 6.5, 6.7, 7.0, 8.0.3, 9.0. What"
                + " the API has only since a newer one is not there.")
        @Default("8.0.2")
        String version,
    @Doc(
            "Whether it is a single ESXi host and no vCenter: the host of the one cluster that the"
                + " file then has, which stands for no cluster. It has no templates and no folders.")
        @Default("false")
        boolean esxi,
    @Doc("Another seed gives other uuids, MACs and addresses.") @Default("1") int seed,
    @Doc("How many times faster tasks are than their task times.") @Default("1") BigDecimal speed,
    @Doc("From power on until Tools run and the addresses are known.") @Default("2 s") @Bare("s")
        Duration guestDelay,
    @Doc("How long a session may be idle before it ends.") @Default("30 min") @Bare("s")
        Duration sessionTimeout,
    @Doc("The part of a host's memory that running VMs may use.") @Default("1")
        BigDecimal memoryRatio,
    @Doc("How long tasks take, by method: CloneVM_Task: 5 s.") Map<String, Duration> taskTimes,
    @Doc("Folders of datacenters, by their paths: europe, europe/north.") List<String> folders,
    @Doc("The datacenters, by name; none for an empty vCenter.")
        Map<String, DatacenterSpec> datacenters,
    @Doc("Hosts that can be added, by address; one answers at every address when left out.")
        Map<String, RackSpec> rack,
    @Doc("Who may log in, by user name; anybody, as administrator, when left out.")
        Map<String, LabUser> users,
    @Doc("Faults to inject.") List<FaultRule> faults,
    @Doc("The storage policies, each with the names of the datastores that satisfy it.")
        Map<String, List<String>> storagePolicies,
    @Doc("The key providers; the first is the default one.") List<String> keyProviders,
    @Doc("The privileges of roles besides Admin, ReadOnly and NoAccess, by name.")
        Map<String, List<String>> roles,
    @Doc("Which roles accounts have on which objects.") List<LabPermission> permissions,
    @Doc("The custom attributes: each with the type of objects that it is for, or global.")
        Map<String, String> customAttributes,
    @Doc(
            "The NFS servers, by name or address, each with its exports by path; when left out,"
                + " every server exports everything.")
        Map<String, Map<String, ExportSpec>> nas,
    @Doc("The categories of tags, by name.") Map<String, TagsSpec> tags,
    @Doc(
            "The lab files of the vCenters that it is linked with, from its own folder on; each of"
                + " them names this one too. They share roles, tags and licenses, which one of the"
                + " files declares, and are open together.")
        List<String> linked) {

  /** An export of an NFS server. */
  public record ExportSpec(
      @Doc("Its capacity.") @Shorthand @Default("1 TiB") @Bare("GiB") DataSize size,
      @Doc("Whether its server lets nobody write.") @Default("false") boolean readOnly,
      @Doc("Why its server refuses to let hosts mount it; it does not when left out.")
          Optional<String> refuses) {}

  /** A category of tags. */
  public record TagsSpec(
      @Doc("Whether an object can have several of its tags.") @Default("false") boolean multiple,
      @Doc("The types of objects that it is for; all when left out.") List<String> types,
      @Doc("Its tags, each with the paths of the objects that have it.")
          Map<String, List<String>> tags) {}

  /** A datacenter. */
  public record DatacenterSpec(
      @Doc("The clusters, by name.") Map<String, ClusterSpec> clusters,
      @Doc("The datastores, by name.") Map<String, DatastoreSpec> datastores,
      @Doc("The networks, by name.") Map<String, NetworkSpec> networks,
      @Doc("The distributed switches besides those that networks name.")
          Map<String, LabSwitch> switches,
      @Doc("The templates, by name.") Map<String, TemplateSpec> templates,
      @Doc("The folder that it is in; the top folder when left out.") Optional<String> folder,
      @Doc("Its folders.") Optional<FoldersSpec> folders) {}

  /** The folders of a datacenter, by their paths: {@code prod}, {@code prod/web}. */
  public record FoldersSpec(
      @Doc("Of machines, below vm.") List<String> vm,
      @Doc("Of clusters, below host.") List<String> host,
      @Doc("Of datastores, below datastore.") List<String> datastore,
      @Doc("Of networks, below network.") List<String> network) {}

  /** A cluster. */
  public record ClusterSpec(
      @Doc("Whether DRS is on.") @Default("true") boolean drs,
      @Doc("What DRS does: act, or only recommend.") @Default("fully-automated") DrsMode drsMode,
      @Doc("The hosts, by name.") Map<String, HostSpec> hosts,
      @Doc("The folder below host that it is in.") Optional<String> folder,
      @Doc("The resource pools, by their paths below the cluster's own: prod, prod/web.")
          Map<String, PoolSpec> pools,
      @Doc(
              "The vApps, by their paths below the cluster's own pool; one that is in no other is"
                  + " in the top folder of machines.")
          Map<String, PoolSpec> vapps,
      @Doc("Groups of hosts, by name.") Map<String, List<String>> hostGroups,
      @Doc("Groups of machines, by name: templates that are on hosts of the cluster.")
          Map<String, List<String>> vmGroups,
      @Doc("Rules between a group of machines and one of hosts, by name.")
          Map<String, RuleSpec> rules) {}

  /** A resource pool. */
  public record PoolSpec(
      @Doc("Reserved CPU, in MHz.") @Default("0") int cpuReservation,
      @Doc("The most CPU, in MHz; no limit when left out.") Optional<Integer> cpuLimit,
      @Doc("Reserved memory.") @Default("0 MiB") @Bare("MiB") DataSize memoryReservation,
      @Doc("The most memory; no limit when left out.") @Bare("MiB") Optional<DataSize> memoryLimit,
      @Doc("Its weight among others.") @Default("normal") Shares shares) {}

  /** How much a pool counts beside others. */
  public enum Shares {
    LOW,
    NORMAL,
    HIGH
  }

  /** A rule between a group of machines and a group of hosts. */
  public record RuleSpec(
      @Doc("The group of machines.") String vmGroup,
      @Doc("The group of hosts.") String hostGroup,
      @Doc("Whether the machines must not run on these hosts.") @Default("false") boolean away,
      @Doc("Whether it is mandatory.") @Default("false") boolean mandatory) {}

  /** What DRS does when it is on. */
  public enum DrsMode {
    FULLY_AUTOMATED,
    MANUAL
  }

  /** A host, or several alike. */
  public record HostSpec(
      @Doc("How many; with more than 1 they are called <name>-1, <name>-2 and so on.") @Default("1")
          int count,
      @Doc("CPU threads.") @Default("16") int cpus,
      @Doc("Memory.") @Default("64 GiB") @Bare("GiB") DataSize memory,
      @Doc("Whether it is in maintenance mode.") @Default("false") boolean maintenance,
      @Doc("Whether Proactive HA has it in quarantine.") @Default("false") boolean quarantine,
      @Doc("The newest virtual hardware that it runs.") @Default("vmx-20") String hardware,
      @Doc("Its standard switches besides vSwitch0, by name.") Map<String, SwitchSpec> switches,
      @Doc("How many physical nics it has: vmnic0, which is on vSwitch0, vmnic1 and so on.")
          @Default("2")
          int nics,
      @Doc("The LUNs that it sees, by their naa names.") Map<String, LabLun> luns,
      @Doc("Its VMkernel adapters, by device: vmk0.") Map<String, AdapterSpec> vmkernels,
      @Doc(
              "The VLAN in which vCenter reaches its management adapters; any when left out. A"
                  + " change that cuts the host off is taken back.")
          Optional<Integer> managementVlan,
      @Doc("The newest version of a distributed switch that it can be on; any when left out.")
          Optional<String> newestSwitch,
      @Doc("Settings that are not those of a new host.") Optional<LabSettings> settings) {
    public HostSpec {
      if (!hardware.matches("vmx-[0-9]{1,3}")) {
        throw new IllegalArgumentException(
            "`hardware`: expected a version such as vmx-19, found `" + hardware + "`");
      }
      upTo(10_000, "count", count);
      upTo(1024, "cpus", cpus);
      if (switches.containsKey("vSwitch0")) {
        throw new IllegalArgumentException("`switches`: every host has `vSwitch0`");
      }
      upTo(32, "nics", nics);
      Set<String> free =
          IntStream.range(1, nics).mapToObj(i -> "vmnic" + i).collect(Collectors.toSet());
      for (SwitchSpec each : switches.values()) {
        for (String nic : each.nics()) {
          if (!free.remove(nic)) {
            throw new IllegalArgumentException(
                "`switches`: the host has no `" + nic + "` that is free");
          }
        }
      }
    }

    /** The names of the hosts that one entry stands for. */
    public List<String> names(String key) {
      return count == 1
          ? List.of(key)
          : IntStream.rangeClosed(1, count).mapToObj(i -> key + "-" + i).toList();
    }
  }

  /** A standard switch of a host. */
  public record SwitchSpec(
      @Doc("Its MTU, 1280 to 9000.") @Default("1500") int mtu,
      @Doc("Its nics: some that the host has, and that are on no other switch.")
          List<String> nics) {
    public SwitchSpec {
      if (mtu < 1280 || mtu > 9000) {
        throw new IllegalArgumentException("`mtu`: expected 1280 to 9000, found `" + mtu + "`");
      }
    }
  }

  /** A VMkernel adapter of a host. */
  public record AdapterSpec(
      @Doc("The standard port group that it is on; one of the host's networks.") String network,
      @Doc("Its address with the length of its prefix; DHCP when left out.") Optional<String> ip,
      @Doc("Its MTU.") @Default("1500") int mtu,
      @Doc("What it is used for: management, vmotion and so on.") List<String> services) {}

  /** A datastore. */
  public record DatastoreSpec(
      @Doc("Its capacity.") @Shorthand @Bare("GiB") DataSize size,
      @Doc(
              "VMFS, NFS, vsan or VVOL. On vsan and VVOL the folders at the top are objects: only"
                  + " the DatastoreNamespaceManager makes them, and their files are shown by their"
                  + " ids.")
          @Default("VMFS")
          String type,
      @Doc("The hosts that see it, by name; all hosts of the datacenter when left out.")
          List<String> mounts,
      @Doc("The folder below datastore that it is in.") Optional<String> folder) {}

  /** A network. */
  public record NetworkSpec(
      @Doc("The distributed switch of which it is a port group; a standard one when left out.")
          Optional<String> distributedSwitch,
      @Doc("The id of an opaque network, one that NSX manages; a port group when left out.")
          Optional<String> opaque,
      @Doc("Whether it is the port group of the switch's uplinks, which no VM can use.")
          @Default("false")
          boolean uplink,
      @Doc("Its VLAN.") @Default("0") int vlan,
      @Doc("The standard switch of its hosts that it is on, where it is a standard port group.")
          @Default("vSwitch0")
          String vswitch,
      @Doc("The hosts that have it, by name; all hosts of the datacenter when left out.")
          List<String> hosts,
      @Doc("The folder below network that it is in, and its distributed switch where that is new.")
          Optional<String> folder) {
    public NetworkSpec {
      if (opaque.isPresent() && distributedSwitch.isPresent()) {
        throw new IllegalArgumentException("`opaque`: a port group of a switch is not opaque");
      }
      if (uplink && distributedSwitch.isEmpty()) {
        throw new IllegalArgumentException("`uplink`: only a distributed switch has uplinks");
      }
      if (vlan < 0 || vlan > 4094) {
        throw new IllegalArgumentException("`vlan`: expected 0 to 4094, found `" + vlan + "`");
      }
    }
  }

  /** A template. */
  public record TemplateSpec(
      @Doc("Where its disk is; may be left out when there is only one datastore.")
          Optional<String> datastore,
      @Doc("The folder below vm that it is in.") Optional<String> folder,
      @Doc("Its guestId.") @Default("ubuntu64Guest") String guest,
      @Doc("bios or efi.") @Default("bios") String firmware,
      @Doc("CPUs.") @Default("1") int cpus,
      @Doc("Memory.") @Default("1 GiB") @Bare("GiB") DataSize memory,
      @Doc("The size of its disk.") @Default("8 GiB") @Bare("GiB") DataSize disk,
      @Doc("How much of the datastore the disk uses.") @Default("2 GiB") @Bare("GiB") DataSize used,
      @Doc("Its one snapshot; none when left out, and then no linked clones.")
          Optional<String> snapshot,
      @Doc("The network of its only NIC; no NIC when left out.") Optional<String> network) {
    public TemplateSpec {
      upTo(1024, "cpus", cpus);
    }
  }

  /** A lab that declares nothing: anybody may log in, and nothing goes wrong. */
  public static LabSpec nothing(ApiVersion version) {
    return new LabSpec(
        version.text(),
        false,
        0,
        BigDecimal.ONE,
        Duration.ZERO,
        Duration.ZERO,
        BigDecimal.ONE,
        Map.of(),
        List.of(),
        Map.of(
            "",
            new DatacenterSpec(
                new LinkedHashMap<>(),
                Map.of(),
                Map.of(),
                Map.of(),
                Map.of(),
                Optional.empty(),
                Optional.empty())),
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Map.of(),
        List.of());
  }

  private static final Pattern VERSION = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){1,3}");

  /** The oldest version of a lab: objects and methods here are those of 6.5 and newer. */
  private static final String OLDEST = "6.5";

  public LabSpec {
    if (!VERSION.matcher(version).matches() || !new ApiVersion(version).isAtLeast(OLDEST)) {
      throw new IllegalArgumentException(
          "`version`: expected a version of vSphere from 6.5 on, such as 8.0.3, found `"
              + version
              + "`");
    }
    if (speed.signum() <= 0) {
      throw new IllegalArgumentException("`speed` has to be more than 0");
    }
    if (memoryRatio.signum() <= 0) {
      throw new IllegalArgumentException("`memory_ratio` has to be more than 0");
    }
    if (esxi && datacenters.isEmpty()) {
      throw new IllegalArgumentException("`datacenters`: a single ESXi host has one");
    }
  }

  /** As {@code AboutInfo.apiVersion} has it: four numbers since 7.0. */
  ApiVersion apiVersion() {
    ApiVersion written = new ApiVersion(version);
    if (!written.isAtLeast("7.0")) {
      return written;
    }
    StringBuilder four = new StringBuilder(version);
    for (int parts = version.split("\\.").length; parts < 4; parts++) {
      four.append(".0");
    }
    return new ApiVersion(four.toString());
  }

  private static void upTo(int most, String key, int value) {
    if (value < 1 || value > most) {
      throw new IllegalArgumentException(
          "`" + key + "`: expected 1 to " + most + ", found `" + value + "`");
    }
  }
}
