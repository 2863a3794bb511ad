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
 * What the guest of an instance is told, and by which means: guestinfo, config drive,
 * customization.
 *
 * @param metadata the playbook's key-value pairs, which go into the meta-data
 * @param onChange what to do if an existing VM was made with other user-data
 * @param userDataIsSecret,metaDataIsSecret whether even its digest must not be shown
 * @param hasConfigDrive whether the guest gets its data on a config drive too
 * @param leavesDrive whether a config drive that is there stays, because an adopted VM does not say
 * @param customization what VMware Tools set up in the guest when the VM is made
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
    boolean leavesDrive,
    Optional<GuestCustomization> customization) {

  /** The user-data; empty if none is declared, or while it is deferred. */
  Optional<String> knownUserData() {
    return known(userData);
  }

  /** The meta-data; empty in the same cases as {@link #knownUserData}. */
  Optional<String> knownMetaData() {
    return known(metaData);
  }

  private static Optional<String> known(Optional<Value<Content>> value) {
    return value.flatMap(Value::ifKnown).map(Content::text);
  }

  /** Whether the user-data reads an attribute that is not known yet. */
  boolean isUserDataDeferred() {
    return isDeferred(userData);
  }

  boolean isMetaDataDeferred() {
    return isDeferred(metaData);
  }

  private static boolean isDeferred(Optional<Value<Content>> value) {
    return value.isPresent() && value.get().ifKnown().isEmpty();
  }

  /** The guest's host name, which is the same whatever means sets it. */
  String hostname() {
    return MetaData.hostname(
        customization.flatMap(GuestCustomization::hostname).orElse(head.address().name()));
  }
}
