package dev.provision.acceptance;

import static dev.provision.acceptance.Target.Ability.COUNTS_CALLS;
import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.modules.images.StreamOptimizedFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A shared image of ours that came back as another VM. */
class RestoredImageTest extends Acceptance {
  private static final String IMAGES = "/DC0/vm/provision/images";
  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base: {source: disk.vmdk}
      """;

  private String image;
  private String uuid;
  private Provisioning provision;

  @BeforeEach
  void applied() throws Exception {
    target.needs(COUNTS_CALLS);
    StreamOptimizedFile.ofCapacity(64 << 20).write(folder.resolve("disk.vmdk"));
    provision = provision(PLAYBOOK);
    converged(provision.apply());
    image = IMAGES + "/" + target.otherClient().in(IMAGES).get(0);
    uuid = target.otherClient().vm(image).instanceUuid();
  }

  /** Its marks, its snapshot, another instanceUuid. */
  private String restored(String suffix) {
    String name = image.substring(image.lastIndexOf('/') + 1);
    target.otherClient().copy(image, name + suffix);
    target.otherClient().snapshot(image + suffix, "provision");
    template(image + suffix);
    return image + suffix;
  }

  private void template(String path) {
    if (target instanceof VcsimTarget vcsim) {
      vcsim.referee().govc("vm.markastemplate", path);
      return;
    }
    Vim vim = ((SimulatorTarget) target).vim();
    ManagedObjectReference vm = Vim.ref("VirtualMachine:" + target.otherClient().identity(path));
    Vim.asked(
        () -> {
          vim.api().markAsTemplate(vm);
          return vm;
        });
  }

  private void isLinkedAgain(String identity) {
    String seen = target.otherClient().vm(image).instanceUuid();
    Provisioning.Ended plan = provision.plan();
    Provisioning.Ended refused = provision.apply();
    target.resetCalls();
    converged(provision.apply("--allow", "relink"));

    assertThat(plan.steps())
        .contains(
            "  ~  image.base  ours again: restored, replicated or registered again: its marks are"
                + " ours, its instanceUuid is another one, and no original is left")
        .contains("identity  " + seen + " -> " + uuid);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(target.received()).isEmpty();
    assertThat(target.otherClient().identity(image)).isEqualTo(identity);
    assertThat(target.otherClient().vm(image).instanceUuid()).isEqualTo(uuid);
    assertThat(target.otherClient().vm(image).template()).isTrue();
    nothingIsLeft(provision);
  }

  @Test
  void aRestoredTemplateIsLinkedAgainByPermissionAndNotUploadedAgain() {
    String copy = restored("-restored");
    target.otherClient().delete(image);
    target.otherClient().rename(copy, image.substring(image.lastIndexOf('/') + 1));

    isLinkedAgain(target.otherClient().identity(image));

    assertThat(target.otherClient().in(IMAGES)).hasSize(1);
  }

  @Test
  void ofTwoTheOneWithItsNameCountsAndTheOtherStays() {
    String other = restored("-other");
    String copy = restored("-restored");
    target.otherClient().delete(image);
    target.otherClient().rename(copy, image.substring(image.lastIndexOf('/') + 1));

    isLinkedAgain(target.otherClient().identity(image));

    assertThat(target.otherClient().in(IMAGES)).hasSize(2);
    assertThat(target.otherClient().vm(other).instanceUuid()).isNotEqualTo(uuid);
  }

  @Test
  void oneOfWhichNobodyKnowsThatItIsWholeIsNotImportedOver() {
    String name = image.substring(image.lastIndexOf('/') + 1);
    target.otherClient().copy(image, name + "-restored");
    target.otherClient().delete(image);
    target.otherClient().rename(image + "-restored", name);
    String identity = target.otherClient().identity(image);

    Provisioning.Ended refused = provision.apply("--yes");

    assertThat(refused.exit()).as(refused.all()).isNotZero();
    assertThat(refused.err())
        .contains("and nobody knows whether its content is whole; delete it to have it imported");
    assertThat(target.otherClient().identity(image)).isEqualTo(identity);
  }
}
