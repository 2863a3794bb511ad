package dev.provision.run;

import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DialTest {
  private final Lab lab = new Lab();
  private final List<String> dialled = Collections.synchronizedList(new ArrayList<>());

  /** Nobody answers the first so many times. */
  private void answersAfter(int tries) {
    lab.dialer =
        (host, port) -> {
          dialled.add(host + ":" + port);
          return dialled.size() > tries;
        };
  }

  @Test
  void triesAgainWithEachPollAndStartsWhatWaitsWhenSomebodyAnswers() throws Exception {
    answersAfter(2);
    lab.apply(thing("a").readyIn(1).tcp(22), thing("b").after("a"));
    assertThat(lab.story())
        .isEqualTo(
            """
            started
            a starts: CREATE
            a 50% making
            a waits: no address yet
            a waits: nothing answers on thing:22
            a ends: converged
            b starts: CREATE
            b 50% making
            b ends: converged
            finished""");
    assertThat(dialled).containsExactly("thing:22", "thing:22", "thing:22");
    assertThat(lab.server.writes()).containsExactly("create a", "create b");
  }

  @Test
  void saysWhatDidNotAnswerWhenTimeRunsOut() throws Exception {
    answersAfter(Integer.MAX_VALUE);
    assertThat(Lab.text(lab.apply(thing("a").tcp(22), thing("b").after("a"))))
        .isEqualTo(
            """
            a not ready: nothing answers on thing:22
            b skipped because of a: `thing.a` failed""");
    assertThat(dialled.size()).isBetween(50, 101);
  }

  @Test
  void dialsNothingWhenNobodyWaits() throws Exception {
    lab.server.put(Thing.owned("/a", "thing.a", Map.of()));
    assertThat(Lab.text(lab.apply(thing("a").tcp(22), thing("b"))))
        .isEqualTo("a unchanged\nb converged");
  }

  @Test
  void tellsNobodyThatItIsHalfDoneWhenItIsStoppedWhileItWaits() throws Exception {
    lab.dialer =
        (host, port) -> {
          lab.cancellation.request();
          return false;
        };
    assertThat(Lab.text(lab.apply(thing("a").tcp(22)))).isEqualTo("a cancelled");
  }

  @Test
  void letsABugOfTheDialerOut() {
    lab.dialer =
        (host, port) -> {
          throw new IllegalStateException("our bug");
        };
    assertThatThrownBy(() -> lab.apply(thing("a").tcp(22))).hasMessage("our bug");
  }

  @Test
  void dialsForReal() throws IOException {
    TcpDialer dialer = new TcpDialer();
    int port;
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = server.getLocalPort();
      assertThat(dialer.answers("127.0.0.1", port)).isTrue();
    }
    assertThat(dialer.answers("127.0.0.1", port)).isFalse();
    assertThat(dialer.answers("no-such-host.invalid", port)).isFalse();
  }
}
