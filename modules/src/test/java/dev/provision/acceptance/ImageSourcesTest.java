package dev.provision.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Where the file of an image comes from, and what is refused of it. */
class ImageSourcesTest extends Acceptance {
  private static final String PLAYBOOK =
      """
      name: ci
      vcenter: VCENTER
      images:
        base:
          source: SOURCE
          sha256: SHA256
      flavors:
        small: {vcpus: 1, ram: 64 MiB}
      instances:
        web: {image: base, flavor: small}
      """;

  @Test
  void aFileWithAnotherSumIsDownloadedOnce() throws Exception {
    AtomicInteger downloads = new AtomicInteger();
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          boolean fetches = exchange.getRequestMethod().equals("GET");
          downloads.addAndGet(fetches ? 1 : 0);
          exchange.sendResponseHeaders(200, fetches ? 5 : -1);
          exchange.getResponseBody().write(fetches ? "other".getBytes() : new byte[0]);
          exchange.close();
        });
    server.start();
    try {
      String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/disk.vmdk";
      String wanted = "ab".repeat(32);
      Provisioning provision = provision(PLAYBOOK.replace("SOURCE", url).replace("SHA256", wanted));

      Provisioning.Ended refused = provision.apply();

      assertThat(refused.exit()).as(refused.all()).isEqualTo(1);
      assertThat(downloads).hasValue(1);
      assertThat(refused.all())
          .contains(
              "the download of `"
                  + url
                  + "` failed: what came has sha256"
                  + " d9298a10d1b0735837dc4bd85dac641b0f3cef27a47e5d53a54f2f3f5b2fcffa, ")
          .contains("site.yml:6:13 says " + wanted + "; correct the playbook if the file was");
      assertThat(target.otherClient().in("/DC0/vm/provision/images")).isEmpty();
    } finally {
      server.stop(0);
    }
  }

  @Test
  void anAuthorityThatIsNotThereIsAMistakeOfThePlaybook() {
    Provisioning provision =
        provision(
            PLAYBOOK
                .replace("SOURCE", "https://images.lab/disk.vmdk\n    ca_file: lab-ca.pem")
                .replace("SHA256", "ab".repeat(32)));

    Provisioning.Ended refused = provision.plan();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains(":6:14: ")
        .contains("lab-ca.pem` cannot be used: there is no such file");
  }

  @Test
  void anExtentThatIsALinkOutOfItsFolderIsAMistakeOfThePlaybook() throws Exception {
    Files.write(folder.resolve("outside"), new byte[1024]);
    Path in = Files.createDirectories(folder.resolve("in"));
    Files.createSymbolicLink(in.resolve("bytes"), Path.of("../outside"));
    Files.writeString(
        in.resolve("d.vmdk"),
        """
        # Disk DescriptorFile
        version=1
        parentCID=ffffffff
        createType="monolithicFlat"
        RW 2 FLAT "bytes" 0
        """);
    Provisioning provision =
        provision(PLAYBOOK.replace("SOURCE", "in/d.vmdk").replace("    sha256: SHA256\n", ""));

    Provisioning.Ended refused = provision.apply();

    assertThat(refused.exit()).as(refused.all()).isEqualTo(65);
    assertThat(refused.err())
        .contains("`in/d.vmdk` names `bytes`, which is a link out of its own folder, to `");
    if (target.whyNot(Target.Ability.COUNTS_CALLS) == null) {
      assertThat(target.mutating()).isEmpty();
    }
  }
}
