package dev.provision.referee;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@NeedsReferee
class RefereeTest {
  private static final String VM = "/DC0/vm/DC0_H0_VM0";
  private static Referee referee;

  @BeforeAll
  static void start() {
    referee = Referee.start();
  }

  @AfterAll
  static void stop() {
    referee.close();
  }

  @BeforeEach
  void forget() {
    referee.resetFaults();
    referee.resetCalls();
  }

  @Test
  void servesVcsimsInventoryOverTls() {
    assertThat(referee.url().getScheme()).isEqualTo("https");
    assertThat(referee.thumbprint()).matches("([0-9A-F]{2}:){31}[0-9A-F]{2}");
    assertThat(referee.govc("ls", "/DC0/host")).isEqualTo("/DC0/host/DC0_H0\n/DC0/host/DC0_C0\n");
  }

  @Test
  void letsNobodyInWithAnotherPassword() {
    Referee.Ended ended = referee.tryGovc("about", "-u", "user:wrong@127.0.0.1:" + referee.port());

    assertThat(ended.err()).contains("Login failure");
  }

  @Test
  void countsGovcsCallsApart() {
    referee.govc("folder.create", "/DC0/vm/counted");

    assertThat(referee.callsOfGovc())
        .containsEntry("CreateFolder", 1)
        .containsEntry("Login", 1)
        .containsEntry("Logout", 1);
    assertThat(referee.calls()).isEmpty();
    assertThat(referee.mutating()).isEmpty();
  }

  @Test
  void letsATaskTakeTimeAndHaveNoEffectWhenItIsCancelled() throws Exception {
    try (Referee slow = Referee.start("-vm", "2", "-autostart=false")) {
      slow.slowTasks("CloneVM_Task", Duration.ofMillis(600));
      CompletableFuture<Referee.Ended> cancelled =
          CompletableFuture.supplyAsync(() -> clone(slow, VM, "cancelled"));
      String running = "";
      while (running.isEmpty()) {
        running = slow.govc("object.collect", "-s", VM, "recentTask").strip();
      }
      CompletableFuture<Referee.Ended> later =
          CompletableFuture.supplyAsync(() -> clone(slow, "/DC0/vm/DC0_H0_VM1", "later"));

      slow.govc("task.cancel", running);

      assertThat(cancelled.get().err()).contains("canceled by a user");
      assertThat(later.get().exit()).isZero();
      assertThat(later.get().out()).contains("(90%)");
      assertThat(slow.govc("ls", "/DC0/vm")).contains("/later\n").doesNotContain("/cancelled\n");
    }
  }

  @Test
  void survivesClonesOfManySourcesAtOnce() {
    try (Referee crowded = Referee.start("-vm", "1", "-crowd", "300")) {
      assertThat(crowded.govc("find", "/DC0/vm", "-type", "m", "-name", "crowd-*").lines())
          .hasSize(300);
    }
  }

  @Test
  void measuresTheLowerBoundWithOneWait() {
    try (Referee fresh = Referee.start("-vm", "1")) {
      Referee.LowerBound bound = fresh.lowerBound(5, "DC0_H0_VM0");

      assertThat(bound.clones()).isEqualTo(5);
      assertThat(bound.machines()).isEqualTo(2);
      assertThat(bound.total()).isPositive();
      assertThat(fresh.mutating())
          .containsOnlyKeys("CloneVM_Task")
          .containsEntry("CloneVM_Task", 5);
      assertThat(fresh.concurrent()).containsEntry("WaitForUpdatesEx", 1);
      assertThat(fresh.sessions()).isZero();
    }
  }

  @Test
  void endsSessionsAndTheirLongPolls() throws Exception {
    CompletableFuture<Referee.Ended> watcher =
        CompletableFuture.supplyAsync(
            () -> referee.tryGovc("object.collect", "-n", "0", "-wait", "60s", VM, "name"));
    while (!waits()) {
      Thread.onSpinWait();
    }
    assertThat(referee.sessions()).isEqualTo(1);

    referee.expireSessions();

    // vcsim's own words when the poll had not begun to wait
    assertThat(watcher.get().err())
        .containsAnyOf("The session is not authenticated.", "ServerFaultCode: NotAuthenticated");
    assertThat(referee.sessions()).isZero();
    assertThat(referee.concurrent()).containsEntry("WaitForUpdatesEx", 1);
  }

  private static boolean waits() {
    return referee.log().stream()
        .anyMatch(c -> c.method().equals("WaitForUpdatesEx") && c.outcome().equals("open"));
  }

  @Test
  void hashesWhatIsUploaded(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("disk.bin"), "KDMV and more");

    referee.govc("datastore.upload", "-ds", "LocalDS_0", file.toString(), "up/disk.bin");

    assertThat(referee.uploads())
        .containsExactly(
            new Referee.Upload(
                "PUT",
                "/folder/up/disk.bin",
                13,
                "ad0da9e9035f3c7f529ad9bb11ca82c40aa5f2531d7bad8c657d349824c80c49",
                "KDMV",
                200));
  }

  @Test
  void seesAnImportThroughItsLease(@TempDir Path directory) throws IOException {
    Path disk = Files.writeString(directory.resolve("disk.vmdk"), "KDMV".repeat(100_000));
    Path ovf =
        Files.writeString(
            directory.resolve("machine.ovf"),
            """
            <Envelope xmlns="http://schemas.dmtf.org/ovf/envelope/1"
                xmlns:ovf="http://schemas.dmtf.org/ovf/envelope/1"
                xmlns:rasd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_ResourceAllocationSettingData"
                xmlns:vssd="http://schemas.dmtf.org/wbem/wscim/1/cim-schema/2/CIM_VirtualSystemSettingData">
              <References><File ovf:href="disk.vmdk" ovf:id="file1" ovf:size="400000"/></References>
              <DiskSection><Info>disks</Info>
                <Disk ovf:capacity="1" ovf:capacityAllocationUnits="byte * 2^30" ovf:diskId="vmdisk1" ovf:fileRef="file1"
                    ovf:format="http://www.vmware.com/interfaces/specifications/vmdk.html#streamOptimized"/>
              </DiskSection>
              <VirtualSystem ovf:id="machine"><Info>a machine</Info><Name>imported</Name>
                <OperatingSystemSection ovf:id="94"><Info>os</Info></OperatingSystemSection>
                <VirtualHardwareSection><Info>hardware</Info>
                  <System><vssd:ElementName>machine</vssd:ElementName><vssd:InstanceID>0</vssd:InstanceID>
                    <vssd:VirtualSystemType>vmx-13</vssd:VirtualSystemType></System>
                  <Item><rasd:InstanceID>3</rasd:InstanceID><rasd:ElementName>scsi0</rasd:ElementName>
                    <rasd:ResourceSubType>lsilogic</rasd:ResourceSubType><rasd:ResourceType>6</rasd:ResourceType></Item>
                  <Item><rasd:AddressOnParent>0</rasd:AddressOnParent><rasd:ElementName>disk0</rasd:ElementName>
                    <rasd:HostResource>ovf:/disk/vmdisk1</rasd:HostResource><rasd:InstanceID>9</rasd:InstanceID>
                    <rasd:Parent>3</rasd:Parent><rasd:ResourceType>17</rasd:ResourceType></Item>
                </VirtualHardwareSection>
              </VirtualSystem>
            </Envelope>
            """);

    referee.govc("import.ovf", "-ds", "LocalDS_0", "-pool", "DC0_C0/Resources", ovf.toString());

    assertThat(referee.callsOfGovc())
        .containsEntry("ImportVApp", 1)
        .containsEntry("HttpNfcLeaseComplete", 1);
    assertThat(referee.uploads())
        .singleElement()
        .satisfies(upload -> assertThat(upload.path()).startsWith("/nfc/").endsWith(".vmdk"))
        .satisfies(upload -> assertThat(upload.bytes()).isEqualTo(400_000))
        .satisfies(upload -> assertThat(upload.head()).isEqualTo("KDMV"))
        .satisfies(upload -> assertThat(upload.status()).isEqualTo(200));
  }

  @Test
  void diesWithTheJvmThatStartedIt() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    int port = Integer.parseInt(holder.inputReader(StandardCharsets.UTF_8).readLine());
    try (Socket connection = new Socket("127.0.0.1", port)) {
      connection.setSoTimeout(20_000);

      holder.destroyForcibly();

      assertThat(readToTheEnd(connection)).isEqualTo(-1);
    }
  }

  /** A reset is an end as well. */
  private static int readToTheEnd(Socket connection) throws IOException {
    try {
      return connection.getInputStream().read();
    } catch (SocketException e) {
      return -1;
    }
  }

  /** Starts a referee and waits to be killed. */
  static final class Holder {
    public static void main(String[] args) throws IOException {
      Referee held = Referee.start("-vm", "0");
      System.out.println(held.control().getPort());
      System.out.flush();
      System.in.read();
    }
  }

  private static Referee.Ended clone(Referee on, String source, String name) {
    return on.tryGovc("vm.clone", "-pool", "DC0_C0/Resources", "-vm", source, "-on=false", name);
  }

  @Test
  void saysWhichFlagIsUnknown() {
    assertThatThrownBy(() -> Referee.start("-no-such-flag"))
        .hasMessageContaining("flag provided but not defined: -no-such-flag");
  }

  @Test
  void simulatesAnEsxiHost() {
    try (Referee esxi = Referee.start("-esx")) {
      assertThat(List.of(esxi.govc("about").split("\n")))
          .anyMatch(line -> line.matches("API type: +HostAgent"));
    }
  }
}
