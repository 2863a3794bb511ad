package dev.provision.modules.instances.guest;

import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.vsphere.inventory.Item;
import dev.provision.vsphere.inventory.TextDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The notes of a VM, as vCenter shows them to people. If the playbook declares none, they are not
 * changed.
 */
public final class VmAnnotation implements Part<Optional<String>, String> {
  private static final String FIELD = "annotation";
  private static final String NOTES = "config.annotation";

  /** The VM's notes; an empty text if it has none. */
  public static String read(Item vm) {
    return vm.get(NOTES, String.class).orElse("");
  }

  @Override
  public Set<String> properties() {
    return Set.of(NOTES);
  }

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public List<Change> changes(Optional<String> wanted, String seen, Vm vm) {
    return wanted
        .filter(text -> !text.equals(seen))
        // a capture holds only the digest
        .filter(text -> !TextDigest.of(text).equals(seen))
        .map(text -> Change.inPlace(FIELD, seen.isEmpty() ? Change.ABSENT : seen, text))
        .stream()
        .toList();
  }

  @Override
  public void create(Optional<String> wanted, String template, CreateDraft draft) {
    wanted.ifPresent(draft.config()::setAnnotation);
  }

  @Override
  public void update(
      Optional<String> wanted, String seen, Vm vm, List<Change> what, ReconfigureDraft draft) {
    draft.config().setAnnotation(wanted.orElse(""));
  }
}
