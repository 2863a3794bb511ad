package dev.provision.simulator.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.vmware.vim25.ManagedObjectReference;
import dev.provision.simulator.Simulator;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a server that everybody on the machine reaches does not let them do. */
class SafetyTest {
  private static final String LAB =
      """
      speed: 1000
      datacenters:
        DC0:
          clusters:
            C0:
              hosts: {esx: {}}
          datastores: {nas1: 1 GiB}
      """;

  private static final String FOLDER = "<_this type=\"Folder\">group-d1</_this><name>%s</name>";

  @TempDir Path folder;

  private ServedLab served(Limits limits) {
    return ServedLab.of(folder, ServedLab.simulator(folder, LAB), limits);
  }

  private static Limits sessions(int most) {
    Limits of = Limits.DEFAULT;
    return new Limits(
        of.callBytes(),
        of.uploadBytes(),
        of.keptBytes(),
        most,
        of.requests(),
        of.waits(),
        1,
        of.stateBytes());
  }

  @Test
  void nobodyComesInWithoutThePasswordThoughTheLabAdmitsAnybody() throws Exception {
    try (ServedLab lab = served(Limits.DEFAULT)) {
      Raw raw = new Raw(lab);

      String wrong =
          "500 <soapenv:Fault><faultcode>ServerFaultCode</faultcode><faultstring>Cannot complete"
              + " login due to an incorrect user name or"
              + " password.</faultstring><detail><InvalidLoginFault xmlns=\"urn:vim25\""
              + " xsi:type=\"InvalidLogin\"></InvalidLoginFault></detail></soapenv:Fault>";
      assertThat(raw.login(ServedLab.USER, "")).isEqualTo(wrong);
      assertThat(raw.login(ServedLab.USER, "p@ss")).isEqualTo(wrong);
      assertThat(raw.login("somebody", ServedLab.PASSWORD)).isEqualTo(wrong);
      assertThat(raw.call("CreateFolder", FOLDER.formatted("f")))
          .startsWith("500 ")
          .contains("<faultstring>The session is not authenticated.</faultstring>");
      assertThat(raw.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");
      assertThat(raw.call("CreateFolder", FOLDER.formatted("f"))).startsWith("200 ");
    }
  }

  @Test
  void aCookieIsNotTheKeyOfASessionThatOthersSee() throws Exception {
    try (ServedLab lab = served(Limits.DEFAULT)) {
      Raw raw = new Raw(lab);
      String said = raw.login(ServedLab.USER, ServedLab.PASSWORD);

      String key = said.replaceAll(".*<key>(.*?)</key>.*", "$1");
      assertThat(key).matches("[0-9a-f-]{36}");
      assertThat(raw.cookie()).matches("vmware_soap_session=\"[0-9a-f]{40}\"");
      assertThat(raw.cookie()).doesNotContain(key.replace("-", ""));
    }
  }

  @Test
  void aCallThatIsTooLargeIsNotRead() throws Exception {
    Limits of = Limits.DEFAULT;
    Limits small =
        new Limits(2000, 3000, 0, of.sessions(), of.requests(), of.waits(), 1, of.stateBytes());
    try (ServedLab lab = served(small)) {
      Raw raw = new Raw(lab);
      assertThat(raw.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");

      assertThat(raw.send("POST", "/sdk", "x".repeat(2001)))
          .isEqualTo("413 a call may have 2000 bytes");
      assertThat(raw.send("PUT", "/folder/f?dcPath=DC0&dsName=nas1", "x".repeat(3001)))
          .isEqualTo("413 a file may have 3000 bytes");
      assertThat(raw.send("PUT", "/folder/f?dcPath=DC0&dsName=nas1", "x".repeat(3000)))
          .isEqualTo("201");
    }
  }

  @Test
  void noMoreThanSoManySessionsAreLoggedIn() throws Exception {
    try (ServedLab lab = served(sessions(2))) {
      Raw first = new Raw(lab);
      Raw second = new Raw(lab);
      Raw third = new Raw(lab);
      assertThat(first.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");
      assertThat(second.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");

      assertThat(third.login(ServedLab.USER, ServedLab.PASSWORD))
          .isEqualTo("503 there are 2 sessions already, its most");

      first.call("Logout", "<_this type=\"SessionManager\">SessionManager</_this>");
      assertThat(third.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");
      lab.simulator().expireSessions();
      assertThat(first.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");
    }
  }

  @Test
  void whatTakesMoreOfTheDiskIsRefusedWhenTheStateIsTooLarge() throws Exception {
    Limits of = Limits.DEFAULT;
    Limits small = new Limits(of.callBytes(), of.uploadBytes(), 0, 9, 9, 9, 1, 10);
    try (ServedLab lab = served(small)) {
      Raw raw = new Raw(lab);
      assertThat(raw.login(ServedLab.USER, ServedLab.PASSWORD)).startsWith("200 ");
      String made = raw.call("CreateFolder", FOLDER.formatted("f"));
      assertThat(made).startsWith("200 ");
      Files.writeString(folder.resolve(".provision/lab.state"), "more than ten bytes");

      assertThat(raw.call("CreateFolder", FOLDER.formatted("g")))
          .contains(
              "<faultstring>the state of the lab takes more than 10 B: delete something, reset the"
                  + " lab, or serve it with a larger"
                  + " --max-state</faultstring><detail><NoDiskSpaceFault");
      assertThat(raw.send("PUT", "/folder/f?dcPath=DC0&dsName=nas1", "x"))
          .isEqualTo("507 the state of the lab takes more than its --max-state");
      ManagedObjectReference f = new ManagedObjectReference();
      f.setVal(made.replaceAll(".*>(group-[^<]*)<.*", "$1"));
      assertThat(raw.call("Destroy_Task", "<_this type=\"Folder\">" + f.getVal() + "</_this>"))
          .startsWith("200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/folder/../../etc/passwd?dcPath=DC0&dsName=nas1",
        "/folder/a/%2e%2e/%2e%2e/b?dcPath=DC0&dsName=nas1",
        "/folder/a%2f..%2f..%2fb?dcPath=DC0&dsName=nas1",
        "/folder/..%5cb?dcPath=DC0&dsName=nas1",
        "/folder/a%00b?dcPath=DC0&dsName=nas1",
        "/nfc/x/../../disk-0.vmdk"
      })
  void aPathThatLeadsOutOfADatastoreIsRefused(String path) throws Exception {
    try (ServedLab lab = served(Limits.DEFAULT)) {
      Raw raw = new Raw(lab);
      raw.login(ServedLab.USER, ServedLab.PASSWORD);

      assertThat(raw.send("PUT", path, "x")).isEqualTo("400 the path leads out of the datastore");
    }
  }

  @Test
  void filesOfADatastoreAreNoFilesOfThisMachineAndTakeASession() throws Exception {
    try (ServedLab lab = served(Limits.DEFAULT)) {
      Raw raw = new Raw(lab);
      String file = "/folder/provision/a.iso?dcPath=DC0&dsName=nas1";

      assertThat(raw.send("PUT", file, "x"))
          .isEqualTo("401 log in first: the cookie vmware_soap_session names no session");
      raw.login(ServedLab.USER, ServedLab.PASSWORD);
      assertThat(raw.send("PUT", file, "x")).isEqualTo("201");
      assertThat(raw.send("GET", file, "")).isEqualTo("200 x");
      assertThat(raw.send("PUT", "/nfc/guessed/disk-0.vmdk", "x"))
          .isEqualTo("404 no lease takes data at https://*/nfc/guessed/disk-0.vmdk");
      try (Stream<Path> all = Files.walk(folder)) {
        assertThat(all.map(each -> folder.relativize(each).toString()))
            .containsExactlyInAnyOrder(
                "", "lab.yml", ".provision", ".provision/lab.crt", ".provision/lab.key");
      }
    }
  }

  @Test
  void anEntityInARequestIsNotRead() throws Exception {
    try (ServedLab lab = served(Limits.DEFAULT)) {
      String envelope =
          "<!DOCTYPE x [<!ENTITY file SYSTEM \"file:///etc/hostname\">]><soapenv:Envelope"
              + " xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\"><soapenv:Body>"
              + "<CurrentTime xmlns=\"urn:vim25\"><_this"
              + " type=\"ServiceInstance\">&file;</_this></CurrentTime></soapenv:Body>"
              + "</soapenv:Envelope>";

      assertThat(new Raw(lab).send("POST", "/sdk", envelope))
          .startsWith("500 ")
          .contains(
              "<faultcode>ClientFaultCode</faultcode><faultstring>Error returned by parser: it"
                  + " holds a DTD or an entity, which vim25 never sends; refused");
    }
  }

  @Test
  void theKeyIsForItsOwnerAloneAndKept() throws Exception {
    Simulator simulator = ServedLab.simulator(folder, LAB);
    String first;
    try (ServedLab lab = ServedLab.of(folder, simulator, Limits.DEFAULT)) {
      first = Files.readString(lab.caFile());
    }
    Path key = folder.resolve(".provision/lab.key");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(key)))
        .isEqualTo("rw-------");
    try (ServedLab lab = ServedLab.of(folder, simulator, Limits.DEFAULT)) {
      assertThat(Files.readString(lab.caFile())).isEqualTo(first);
    }
  }
}
