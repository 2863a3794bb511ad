package dev.provision.acceptance;

import java.util.List;
import java.util.Map;

/** Changes and reads the vCenter past provision, as somebody with another client does. */
public interface OtherClient {
  /**
   * A VM as that client sees it.
   *
   * @param cdroms the files in its drives
   */
  record SeenVm(
      String instanceUuid,
      int cpus,
      int coresPerSocket,
      long memoryMib,
      boolean on,
      boolean template,
      String annotation,
      List<Long> diskMib,
      List<String> cdroms,
      List<SeenNic> nics,
      Map<String, String> extraConfig) {}

  /** A NIC: its MAC, and the name of its standard or the key of its distributed port group. */
  record SeenNic(String mac, String backing) {}

  /** A disk: its file, its mode, and how large it is. */
  record SeenDisk(String file, String mode, long mib) {}

  /** By file. */
  List<SeenDisk> disks(String path);

  /** How the backing of a NIC on the port group of this name is shown in {@link SeenNic}. */
  String backing(String portGroup);

  SeenVm vm(String path);

  /** The managed object id: another one for an object that was made again. */
  String identity(String path);

  /** Names of what stands in a folder, sorted. */
  List<String> in(String folder);

  void cpus(String path, int count);

  void rename(String path, String name);

  /** Gives a machine other notes. */
  void note(String path, String text);

  /** Sets a key of a machine's extraConfig; an empty value takes it away. */
  void option(String path, String key, String value);

  void power(String path, boolean on);

  /** Turns a machine that is off into a template. */
  void template(String path);

  /** Powers it off and deletes it. */
  void delete(String path);

  /** A full clone beside it, powered off, as somebody makes one. */
  void copy(String path, String name);

  /** Migrates it, as DRS and people do. */
  void migrate(String path, String host);

  /** A snapshot of what is on its disks. */
  void snapshot(String path, String name);

  /** Deletes a file, {@code [nas1] a/b.iso}, whoever uses it. */
  void deleteFile(String file);

  void folder(String path);

  /** Deletes an empty folder. */
  void removeFolder(String path);

  void move(String path, String folder);

  /** A DRS rule that keeps VMs together or apart. */
  record SeenRule(boolean together, boolean mandatory, boolean enabled, List<String> vms) {}

  /** Those of a cluster by name, the VMs by name and sorted. */
  Map<String, SeenRule> rules(String cluster);

  /** Makes a rule that would rather keep these VMs of {@code /DC0/vm/ci} apart. */
  void addRule(String cluster, String name, String... vms);

  void removeRule(String cluster, String name);

  /** The groups of a cluster: names of their VMs or hosts, sorted. */
  Map<String, List<String>> groups(String cluster);

  /**
   * What DRS and HA have of single VMs, by their names: {@code manual, highest}; a minus for
   * nothing.
   */
  Map<String, String> overrides(String cluster);

  /** Makes a rule that keeps VMs apart. */
  void rule(String cluster, String name, String... vms);

  /** Custom attributes. */
  OtherAttributes attributes();

  /** Datastores. */
  OtherStores stores();

  /** The name of the host that a VM is on. */
  String host(String path);

  /** The VLANs of a host's standard port groups by their names. */
  Map<String, Integer> portGroups(String host);

  void portGroup(String host, String name, int vlan);

  /**
   * Makes a disk that no VM has, and its folder.
   *
   * @param file {@code [LocalDS_0] old/data.vmdk}
   */
  void disk(String file, long mib);

  /** Gives a disk to a VM. */
  void attach(String path, String file);

  /** Names of what stands in a folder of a datastore, {@code [LocalDS_0] old}, sorted. */
  List<String> files(String folder);

  /** What users logged on an object and below it, oldest first. */
  List<String> logged(String path);

  /** Tags of vCenter. */
  OtherTags tags();

  /** Roles and permissions. */
  RightsClient rights();
}
