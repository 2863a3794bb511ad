package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.GuestCustomization;
import dev.provision.modules.instances.vm.Head;
import dev.provision.modules.instances.vm.InstanceSpec.UserDataChange;
import dev.provision.modules.instances.vm.NicWanted;
import dev.provision.spi.schema.Content;
import dev.provision.spi.schema.Value;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the guest of an instance is told, and by which means.
 *
 * @param metadata the playbook's map of that name, which goes into the meta-data
 * @param onChange what other user-data means for a VM that is there
 * @param userDataIsSecret,metaDataIsSecret whether its digest may not be shown
 * @param hasConfigDrive whether it is told by a disc too
 * @param customization what VMware Tools set up when the VM is made
 */
public record GuestData(
    Head head,
    List<NicWanted> nics,
    Optional<Value<Content>> userData,
    Optional<Value<Content>> metaData,
    Map<String, String> metadata,
    UserDataChange onChange,
    boolean userDataIsSecret,
    boolean metaDataIsSecret,
    boolean hasConfigDrive,
    Optional<GuestCustomization> customization) {

  /** Its user-data; empty where none is declared, or as long as it is deferred. */
  Optional<String> knownUserData() {
    return known(userData);
  }

  /** Its meta-data, as {@link #knownUserData}. */
  Optional<String> knownMetaData() {
    return known(metaData);
  }

  private static Optional<String> known(Optional<Value<Content>> value) {
    return value.flatMap(Value::ifKnown).map(Content::text);
  }

  /** Whether its user-data reads an attribute that is not known yet. */
  boolean isUserDataDeferred() {
    return isDeferred(userData);
  }

  boolean isMetaDataDeferred() {
    return isDeferred(metaData);
  }

  private static boolean isDeferred(Optional<Value<Content>> value) {
    return value.isPresent() && value.get().ifKnown().isEmpty();
  }

  /** The name that the guest gets, by whichever means. */
  String hostname() {
    return MetaData.hostname(
        customization.flatMap(GuestCustomization::hostname).orElse(head.address().name()));
  }
}
