package dev.provision.vsphere.newer;

import dev.provision.vsphere.soap.WireType;
import dev.provision.vsphere.soap.WireTypes;
import java.util.List;

/** The data objects of this package, which every reader of vim25 has to know. */
public final class NewerTypes {
  public static final List<Class<?>> ALL =
      List.of(
          ClusterDependencyRuleInfo.class,
          CryptoKeyId.class,
          CryptoKeyResult.class,
          CryptoSpec.class,
          CryptoSpecEncrypt.class,
          EncryptingConfigSpec.class,
          EncryptingDeviceSpec.class,
          KeyProviderId.class,
          KeyedConfigInfo.class,
          KeyedFlatBacking.class,
          KeyedSeSparseBacking.class,
          KeyedServiceContent.class,
          KmipClusterInfo.class,
          ScalingPoolSpec.class,
          SecureBootOptions.class,
          TpmCloneSpec.class,
          VirtualDeviceConfigSpecBackingSpec.class,
          VirtualNVMEController.class,
          VirtualTPM.class,
          VirtualVmxnet3Vrdma.class);

  private NewerTypes() {}

  /** What is read from and written to files, as it goes over the wire. */
  public static WireTypes wire() {
    return new WireTypes(ALL);
  }

  /** Whether two classes stand for one type of the API: yavijava's, and one of these. */
  public static boolean isSame(Class<?> one, Class<?> other) {
    return one == other
        || name(one).equals(name(other))
            && one.isAssignableFrom(other) != other.isAssignableFrom(one);
  }

  private static String name(Class<?> type) {
    WireType ours = type.getAnnotation(WireType.class);
    return ours == null ? type.getSimpleName() : ours.name();
  }

  /** Whether a type of yavijava's has a field of this name in one of these. */
  public static boolean adds(Class<?> type, String field) {
    return ALL.stream()
        .filter(ours -> ours.getAnnotation(WireType.class).name().equals(type.getSimpleName()))
        .flatMap(ours -> List.of(ours.getDeclaredFields()).stream())
        .anyMatch(each -> each.getName().equals(field));
  }
}
