package dev.provision.modules.instances.size;

import com.vmware.vim25.VirtualDeviceConfigSpec;
import com.vmware.vim25.VirtualMachineVideoCard;
import dev.provision.modules.instances.vm.CreateDraft;
import dev.provision.modules.instances.vm.FlavorExtras;
import dev.provision.modules.instances.vm.InstanceSpec.Power;
import dev.provision.modules.instances.vm.Part;
import dev.provision.modules.instances.vm.ReconfigureDraft;
import dev.provision.modules.instances.vm.Vm;
import dev.provision.spi.Change;
import dev.provision.spi.Effect;
import dev.provision.spi.schema.DataSize;
import dev.provision.vsphere.exported.DeviceEdit;
import dev.provision.vsphere.exported.ExtraSpec;
import java.util.List;
import java.util.Optional;

/**
 * The memory of the video card: the image asks for it with {@code hw_video_ram}, up to the flavor's
 * {@code hw_video:ram_max_mb}. If the image asks for none, nothing is changed.
 */
public final class VmVideo implements Part<Hardware, Optional<FlavorExtras.Card>> {
  static final String FIELD = "video_ram";

  @Override
  public boolean has(String field) {
    return field.equals(FIELD);
  }

  @Override
  public boolean isOfFlavor() {
    return true;
  }

  private static Optional<DataSize> ram(Hardware wanted) {
    int mebibytes = wanted.madeOf().image().traits().videoRamMib();
    return mebibytes > 0 ? Optional.of(DataSize.ofMebibytes(mebibytes)) : Optional.empty();
  }

  /** Why the flavor does not allow what the image asks for; Nova's RequestedVRamTooHigh. */
  public static Optional<String> refusal(Hardware wanted) {
    long most = wanted.sizing().extraSpecs().number(ExtraSpec.VIDEO_RAM_MAX).orElse(0L);
    return ram(wanted)
        .filter(ram -> ram.mebibytes() > most)
        .map(
            ram ->
                "image `"
                    + wanted.madeOf().image().image()
                    + "` asks for "
                    + ram
                    + " of video memory, flavor `"
                    + wanted.sizing().flavor()
                    + "` allows "
                    + DataSize.ofMebibytes(most));
  }

  @Override
  public List<Change> changes(Hardware wanted, Optional<FlavorExtras.Card> seen, Vm vm) {
    Optional<DataSize> has = seen.map(FlavorExtras.Card::ram);
    return ram(wanted)
        .filter(ram -> !has.equals(Optional.of(ram)))
        .map(
            ram ->
                Change.inPlace(
                    FIELD, has.map(DataSize::toString).orElse(Change.ABSENT), ram.toString()))
        .map(
            change ->
                vm.power() == Power.OFF
                    ? change
                    : change.with(
                        Effect.NEEDS_POWER_OFF,
                        vm.power() == Power.ON
                            ? "video memory is fixed while it runs"
                            : "it is suspended"))
        .stream()
        .toList();
  }

  @Override
  public void create(Hardware wanted, Optional<FlavorExtras.Card> template, CreateDraft draft) {
    if (draft.isClone()) {
      edit(wanted, template, draft.newKey()).ifPresent(draft::put);
    }
  }

  @Override
  public void update(
      Hardware wanted,
      Optional<FlavorExtras.Card> seen,
      Vm vm,
      List<Change> what,
      ReconfigureDraft draft) {
    edit(wanted, seen, draft.newKey()).ifPresent(draft::put);
  }

  /**
   * Gives the card the wanted memory.
   *
   * @param card the card of the VM or its template
   * @return empty if there is nothing to do
   */
  private static Optional<VirtualDeviceConfigSpec> edit(
      Hardware wanted, Optional<FlavorExtras.Card> card, int newKey) {
    return ram(wanted)
        .filter(ram -> card.filter(has -> has.ram().equals(ram)).isEmpty())
        .map(
            ram -> {
              VirtualMachineVideoCard device = new VirtualMachineVideoCard();
              device.setKey(card.map(FlavorExtras.Card::key).orElse(newKey));
              card.flatMap(FlavorExtras.Card::controllerKey).ifPresent(device::setControllerKey);
              card.flatMap(FlavorExtras.Card::unit).ifPresent(device::setUnitNumber);
              device.setVideoRamSizeInKB(ram.kibibytes());
              // with auto-detect the host's display decides, and not this number
              device.setUseAutoDetect(false);
              return card.isPresent() ? DeviceEdit.change(device) : DeviceEdit.add(device);
            });
  }
}
