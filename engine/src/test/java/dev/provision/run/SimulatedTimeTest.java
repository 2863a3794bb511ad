package dev.provision.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SimulatedTimeTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

  private volatile Instant now = START;
  private final SimulatedTime time = new SimulatedTime(clock(), by -> now = now.plus(by));
  private final BlockingQueue<String> inbox = new LinkedBlockingQueue<>();

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  @Test
  void anHourInWhichNothingIsUnderWayIsOverAtOnce() throws Exception {
    assertThat(time.next(inbox, Optional.of(Duration.ofHours(1)), false)).isEmpty();
    assertThat(time.now()).isEqualTo(START.plus(Duration.ofHours(1)));
  }

  @Test
  void aMessageThatIsThereTakesNoTime() throws Exception {
    inbox.add("done");

    assertThat(time.next(inbox, Optional.of(Duration.ofHours(1)), false)).contains("done");
    assertThat(time.next(addedLater("later"), Optional.empty(), true)).contains("later");
    assertThat(time.now()).isEqualTo(START);
  }

  private BlockingQueue<String> addedLater(String message) {
    new Thread(() -> inbox.add(message)).start();
    return inbox;
  }

  @Test
  void whileWorkIsUnderWayTheWorkLetsTimePass() throws Exception {
    BlockingQueue<String> slow =
        new LinkedBlockingQueue<>() {
          private static final long serialVersionUID = 1L;

          @Override
          public String poll(long timeout, TimeUnit unit) {
            now = now.plus(Duration.ofSeconds(50));
            return null;
          }
        };

    assertThat(time.next(slow, Optional.of(Duration.ofMinutes(1)), true)).isEmpty();
    assertThat(time.now()).isEqualTo(START.plus(Duration.ofSeconds(100)));
  }
}
