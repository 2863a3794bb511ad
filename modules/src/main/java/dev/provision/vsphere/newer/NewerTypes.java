package dev.provision.vsphere.newer;

import dev.provision.vsphere.newer.network.DVSMacLearningPolicy;
import dev.provision.vsphere.newer.network.DVSMacManagementPolicy;
import dev.provision.vsphere.newer.network.HostVirtualNicIpRouteSpec;
import dev.provision.vsphere.newer.network.MacManagedPortSetting;
import dev.provision.vsphere.newer.network.RoutedVirtualNicSpec;
import dev.provision.vsphere.newer.network.TimedLacpGroup;
import dev.provision.vsphere.newer.storage.BoundMountInfo;
import dev.provision.vsphere.newer.storage.BoundNasSpec;
import dev.provision.vsphere.newer.storage.PacedVmfsSpec;
import dev.provision.vsphere.newer.storage.PacedVmfsVolume;
import dev.provision.vsphere.newer.storage.VmfsUnmapBandwidthSpec;
import dev.provision.vsphere.newer.time.HostPtpConfig;
import dev.provision.vsphere.newer.time.HostPtpConfigPtpPort;
import dev.provision.vsphere.newer.time.PreciseTimeConfig;
import dev.provision.vsphere.newer.time.PreciseTimeInfo;
import dev.provision.vsphere.soap.WireType;
import dev.provision.vsphere.soap.WireTypes;
import java.util.List;
import java.util.stream.Stream;

/**
 * The data objects of this package and those below it; every reader of vim25 must be given them.
 */
public final class NewerTypes {
  public static final List<Class<?>> ALL =
      List.of(
          BoundMountInfo.class,
          BoundNasSpec.class,
          CertifiedConnectSpec.class,
          ClusterDatastoreUpdateSpec.class,
          ClusterDependencyRuleInfo.class,
          ClusterInfraUpdateHaConfigInfo.class,
          ClusterOrchestrationInfo.class,
          ClusterProactiveDrsConfigInfo.class,
          ClusterSystemVMsConfigInfo.class,
          ClusterSystemVMsConfigSpec.class,
          ClusterVmOrchestrationInfo.class,
          ClusterVmOrchestrationSpec.class,
          ClusterVmReadiness.class,
          CryptoKeyId.class,
          CryptoKeyResult.class,
          CryptoSpec.class,
          CryptoSpecEncrypt.class,
          DVSMacLearningPolicy.class,
          DVSMacManagementPolicy.class,
          EncryptingConfigSpec.class,
          EncryptingDeviceSpec.class,
          EsaVsanConfig.class,
          HostPtpConfig.class,
          HostPtpConfigPtpPort.class,
          HostVirtualNicIpRouteSpec.class,
          HostsPolicy.class,
          KeyProviderId.class,
          KeyedConfigInfo.class,
          KeyedFlatBacking.class,
          KeyedSeSparseBacking.class,
          KeyedServiceContent.class,
          KmipClusterInfo.class,
          LevelPolicy.class,
          MacManagedPortSetting.class,
          NewerClusterInfo.class,
          NewerClusterSpec.class,
          PacedVmfsSpec.class,
          PacedVmfsVolume.class,
          PercentPolicy.class,
          PreciseTimeConfig.class,
          PreciseTimeInfo.class,
          RoutedVirtualNicSpec.class,
          ScalingDrsConfig.class,
          ScalingPoolSpec.class,
          SecureBootOptions.class,
          TimedLacpGroup.class,
          TpmCloneSpec.class,
          VirtualDeviceConfigSpecBackingSpec.class,
          VirtualNVMEController.class,
          VirtualTPM.class,
          VirtualVmxnet3Vrdma.class,
          VmfsUnmapBandwidthSpec.class,
          WaitingVmSettings.class);

  private NewerTypes() {}

  /** The types for files that hold vim25 objects as they go over the wire. */
  public static WireTypes wire() {
    return new WireTypes(ALL);
  }

  /**
   * Whether two classes stand for the same type of the API: also yavijava's class and the one here
   * that extends it.
   */
  public static boolean isSame(Class<?> one, Class<?> other) {
    return one == other
        || name(one).equals(name(other))
            && one.isAssignableFrom(other) != other.isAssignableFrom(one);
  }

  private static String name(Class<?> type) {
    WireType ours = type.getAnnotation(WireType.class);
    return ours == null ? type.getSimpleName() : ours.name();
  }

  /** Whether a class of this package adds a field of this name to a class of yavijava. */
  public static boolean adds(Class<?> type, String field) {
    return ALL.stream()
        .filter(ours -> ours.getAnnotation(WireType.class).name().equals(type.getSimpleName()))
        .flatMap(ours -> Stream.of(ours.getFields()))
        .filter(each -> each.getDeclaringClass().isAnnotationPresent(WireType.class))
        .anyMatch(each -> each.getName().equals(field));
  }
}
