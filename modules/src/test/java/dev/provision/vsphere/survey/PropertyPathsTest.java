package dev.provision.vsphere.survey;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ComputeResourceConfigInfo;
import com.vmware.vim25.CustomFieldValue;
import com.vmware.vim25.DVPortgroupConfigInfo;
import com.vmware.vim25.DatacenterConfigInfo;
import com.vmware.vim25.DatastoreCapability;
import com.vmware.vim25.DatastoreHostMount;
import com.vmware.vim25.DatastoreSummary;
import com.vmware.vim25.GuestInfo;
import com.vmware.vim25.HostListSummary;
import com.vmware.vim25.HostRuntimeInfo;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.OpaqueNetworkSummary;
import com.vmware.vim25.PodStorageDrsEntry;
import com.vmware.vim25.ResourceConfigSpec;
import com.vmware.vim25.Tag;
import com.vmware.vim25.VAppConfigInfo;
import com.vmware.vim25.VirtualMachineConfigInfo;
import com.vmware.vim25.VirtualMachineRuntimeInfo;
import com.vmware.vim25.VirtualMachineSnapshotInfo;
import com.vmware.vim25.VirtualMachineSummary;
import dev.provision.modules.VcenterProvider;
import dev.provision.vsphere.kind.VsphereKind;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * A property that a server does not know is {@code InvalidProperty}, which fails the whole reading:
 * what we ask for must be in the oldest API that we hold, vSphere 6.0, whose data objects yavijava
 * has. Properties of managed objects are from the vSphere API 6.0 reference.
 */
class PropertyPathsTest {
  private static final Class<?> REF = ManagedObjectReference.class;

  private static final Map<String, Map<String, Class<?>>> MANAGED =
      Map.ofEntries(
          entry(
              "Datacenter",
              Map.of(
                  "vmFolder",
                  REF,
                  "hostFolder",
                  REF,
                  "datastoreFolder",
                  REF,
                  "networkFolder",
                  REF,
                  "configuration",
                  DatacenterConfigInfo.class)),
          entry("Folder", Map.of("childType", String[].class, "childEntity", REF)),
          entry("ComputeResource", Map.of("resourcePool", REF, "environmentBrowser", REF)),
          entry(
              "ClusterComputeResource",
              Map.of(
                  "resourcePool",
                  REF,
                  "environmentBrowser",
                  REF,
                  "configurationEx",
                  ComputeResourceConfigInfo.class)),
          entry(
              "HostSystem",
              Map.of(
                  "runtime",
                  HostRuntimeInfo.class,
                  "summary",
                  HostListSummary.class,
                  "datastore",
                  REF,
                  "network",
                  REF)),
          entry(
              "Datastore",
              Map.of(
                  "summary",
                  DatastoreSummary.class,
                  "capability",
                  DatastoreCapability.class,
                  "host",
                  DatastoreHostMount[].class,
                  "browser",
                  REF)),
          entry("StoragePod", Map.of("podStorageDrsEntry", PodStorageDrsEntry.class)),
          entry("ResourcePool", Map.of("config", ResourceConfigSpec.class)),
          entry(
              "VirtualApp",
              Map.of(
                  "config", ResourceConfigSpec.class,
                  "parentFolder", REF,
                  "vAppConfig", VAppConfigInfo.class)),
          entry("OpaqueNetwork", Map.of("summary", OpaqueNetworkSummary.class)),
          entry(
              "DistributedVirtualPortgroup",
              Map.of(
                  "key", String.class, "config", DVPortgroupConfigInfo.class, "tag", Tag[].class)),
          entry("DistributedVirtualSwitch", Map.of("uuid", String.class)),
          entry("VmwareDistributedVirtualSwitch", Map.of("uuid", String.class)),
          entry(
              "VirtualMachine",
              Map.of(
                  "config", VirtualMachineConfigInfo.class,
                  "summary", VirtualMachineSummary.class,
                  "runtime", VirtualMachineRuntimeInfo.class,
                  "guest", GuestInfo.class,
                  "snapshot", VirtualMachineSnapshotInfo.class,
                  "parentVApp", REF,
                  "resourcePool", REF,
                  "datastore", REF)));

  /** Of every {@code ManagedEntity}. */
  private static final Map<String, Class<?>> ENTITY =
      Map.of(
          "name",
          String.class,
          "parent",
          REF,
          "tag",
          Tag[].class,
          "customValue",
          CustomFieldValue[].class,
          "disabledMethod",
          String[].class);

  private static WantedProperties wantedProperties() {
    List<VsphereKind<?, ?, ?>> kinds = new ArrayList<>();
    new VcenterProvider()
        .kinds()
        .forEach(
            kind -> {
              if (kind instanceof VsphereKind<?, ?, ?> vsphere) {
                kinds.add(vsphere);
              }
            });
    return WantedProperties.of(kinds);
  }

  @Test
  void everyPathThatIsAskedForIsInTheOldestApi() {
    List<String> unknown = new ArrayList<>();
    wantedProperties()
        .light()
        .forEach((type, paths) -> paths.forEach(p -> check(type, p, unknown)));
    wantedProperties().full().forEach(path -> check("VirtualMachine", path, unknown));
    assertThat(unknown).isEmpty();
  }

  @Test
  void findsAPathThatIsNotThere() {
    List<String> unknown = new ArrayList<>();
    check("VirtualMachine", "config.hardware.device", unknown);
    check("VirtualMachine", "config.extraConfig[\"provision.uuid\"]", unknown);
    assertThat(unknown).isEmpty();
    check("VirtualMachine", "config.sevEnabled", unknown);
    check("VirtualMachine", "nonsense", unknown);
    check("Network", "runtime.host", unknown);
    assertThat(unknown)
        .containsExactly(
            "VirtualMachine.config.sevEnabled", "VirtualMachine.nonsense", "Network.runtime.host");
  }

  private static void check(String type, String path, List<String> unknown) {
    String[] names = path.replaceAll("\\[\"[^\"]*\"\\]", "").split("\\.");
    Class<?> inherited = ENTITY.get(names[0]);
    if (type.equals("StoragePod")) {
      inherited = MANAGED.get("Folder").getOrDefault(names[0], inherited);
    }
    Class<?> at = MANAGED.getOrDefault(type, Map.of()).getOrDefault(names[0], inherited);
    for (int i = 1; i < names.length && at != null; i++) {
      at = property(at, names[i]);
    }
    if (at == null) {
      unknown.add(type + "." + path);
    }
  }

  /** The type of a data object's property; null when it has none of this name. */
  private static Class<?> property(Class<?> owner, String name) {
    String upper = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    for (Method method : owner.getMethods()) {
      boolean getter =
          method.getName().equals("get" + upper) || method.getName().equals("is" + upper);
      if (getter && method.getParameterCount() == 0) {
        return method.getReturnType();
      }
    }
    return null;
  }
}
