package dev.provision.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.vmware.vim25.InvalidRequest;
import com.vmware.vim25.ManagedObjectReference;
import com.vmware.vim25.VirtualMachineCloneSpec;
import dev.provision.simulator.LabFile;
import dev.provision.simulator.Simulator;
import dev.provision.simulator.world.SimTime;
import dev.provision.vsphere.wire.Recording;
import dev.provision.vsphere.wire.StubClient;
import dev.provision.vsphere.wire.VimFault;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaJudgeTest {
  private static final String REFUSED =
      "REQUIRED: Rename_Task: `newName` is missing, required since 2.0";

  @TempDir Path folder;

  private static byte[] rename(String more) {
    return ("<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body>"
            + "<Rename_Task xmlns=\"urn:vim25\"><_this type=\"Folder\">group-v1</_this>"
            + more
            + "</Rename_Task></e:Body></e:Envelope>")
        .getBytes(StandardCharsets.UTF_8);
  }

  @Test
  void failsATestWhoseProductForgivesTheRefusal() {
    SeenRequests seen = new SeenRequests(Optional.empty());
    ViolationsFailTests extension = new ViolationsFailTests(seen);
    SchemaJudge judge = new SchemaJudge(seen);

    assertThatThrownBy(() -> judge.judgeOurs("urn:vim25/6.5", rename("")))
        .isInstanceOfSatisfying(
            VimFault.class, refusal -> assertThat(refusal.is(InvalidRequest.class)).isTrue())
        .hasMessage(REFUSED);
    assertThatThrownBy(() -> extension.afterEach(null))
        .isInstanceOf(AssertionError.class)
        .hasMessage("the schema refuses what was written:\n" + REFUSED);
    assertThatCode(() -> extension.afterEach(null)).doesNotThrowAnyException();
  }

  @Test
  void keepsWhatTheEndOfTheSuiteTells() throws Exception {
    Path file = folder.resolve("of/a/process.txt");
    SeenRequests seen = new SeenRequests(Optional.of(file));
    SchemaJudge judge = new SchemaJudge(seen);

    judge.judgeOurs("urn:vim25/6.5", rename("<newName>a</newName>"));
    judge.judgeOurs("urn:vim25/6.5", rename("<newName>b</newName>"));
    assertThatThrownBy(() -> judge.judgeOurs("urn:vim25/6.5", rename("")));
    seen.end();

    assertThat(file)
        .hasContent(
            """
            request\turn:vim25/6.5\tRename_Task\tRename_Task newName
            request\turn:vim25/6.5\tRename_Task\tRename_Task\s
            requests\t3
            violation\t%s
            """
                .formatted(REFUSED));
  }

  @Test
  void standsInFrontOfTheSimulator() throws Exception {
    Path lab = folder.resolve("lab.yml");
    Files.writeString(
        lab, "datacenters: {DC0: {clusters: {C0: {hosts: {h: {cpus: 2, memory: 4 GiB}}}}}}\n");
    Simulator simulator =
        Simulator.of(LabFile.read(lab, "lab.yml").get(), SimTime.jumping(1_700_000_000_000L));
    Recording wire = new Recording(simulator.connect(), () -> 0, line -> {});
    ManagedObjectReference folder = simulator.content().getRootFolder();
    ManagedObjectReference vm = new ManagedObjectReference();
    vm.setType("VirtualMachine");
    vm.setVal("vm-1");

    assertThatThrownBy(
            () ->
                StubClient.stub(wire)
                    .cloneVM_Task(vm, folder, "web", new VirtualMachineCloneSpec()))
        .isInstanceOfSatisfying(
            VimFault.class, refusal -> assertThat(refusal.is(InvalidRequest.class)).isTrue())
        .hasMessage("REQUIRED: CloneVM_Task spec: `location` is missing, required since 2.0");
    assertThat(SeenRequests.ofThisProcess().violations())
        .extracting(Violation::rule)
        .containsExactly(Violation.Rule.REQUIRED);
  }
}
