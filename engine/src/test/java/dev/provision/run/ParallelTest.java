package dev.provision.run;

import static dev.provision.lab.Declare.thing;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.lab.Declare;
import dev.provision.lab.Lab;
import dev.provision.lab.Thing;
import dev.provision.spi.ModuleException;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParallelTest {
  private final Lab lab = new Lab();

  private static void await(CountDownLatch latch) throws InterruptedException {
    if (!latch.await(20, TimeUnit.SECONDS)) {
      throw new AssertionError("nobody came");
    }
  }

  @Test
  void writesAtOnceWhatDoesNotDependOnEachOther() throws Exception {
    lab.settings = lab.settings.withParallelism(3);
    CountDownLatch together = new CountDownLatch(3);
    for (String name : new String[] {"a", "b", "c"}) {
      lab.server.before(
          "create " + name,
          () -> {
            together.countDown();
            await(together);
          });
    }
    assertThat(lab.apply(thing("a"), thing("b"), thing("c")).isGood()).isTrue();
  }

  @Test
  void readsBackTogetherWhatFinishedDuringARead() throws Exception {
    lab.settings = lab.settings.withParallelism(4);
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch written = new CountDownLatch(2);
    lab.server.before(
        "refresh a",
        () -> {
          reading.countDown();
          await(written);
        });
    lab.server.before("create b", () -> await(reading));
    lab.server.before("create c", () -> await(reading));
    countWrites(written);
    assertThat(lab.apply(thing("a"), thing("b"), thing("c")).isGood()).isTrue();
    assertThat(lab.server.refreshes().get(0)).isEqualTo("refresh a");
    assertThat(lab.server.refreshes()).hasSizeLessThanOrEqualTo(3);
  }

  private void countWrites(CountDownLatch written) {
    for (String name : new String[] {"b", "c"}) {
      lab.server.after("create " + name, written::countDown);
    }
  }

  @Test
  void neverOverlapsWritesThatEditOneObject() throws Exception {
    lab.settings = lab.settings.withParallelism(8);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch free = new CountDownLatch(1);
    Declare[] all = new Declare[5];
    for (int i = 0; i < 4; i++) {
      boolean first = i == 0;
      all[i] = thing("t" + i).lock("cluster");
      lab.server.before(
          "create t" + i,
          () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            if (first) {
              await(free);
            }
            inside.decrementAndGet();
          });
    }
    all[4] = thing("free");
    lab.server.after("create free", free::countDown);
    assertThat(lab.apply(all).isGood()).isTrue();
    assertThat(most.get()).isEqualTo(1);
  }

  @Test
  void makesNoMoreAtOnceThanAnObjectTakesAndUsesAllThatItTakes() throws Exception {
    lab.settings = lab.settings.withParallelism(8);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch three = new CountDownLatch(3);
    CountDownLatch free = new CountDownLatch(1);
    Declare[] all = new Declare[7];
    for (int i = 0; i < 6; i++) {
      all[i] = thing("t" + i).limit("nas1", 3);
      lab.server.before(
          "create t" + i,
          () -> {
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            three.countDown();
            await(three);
            await(free);
            inside.decrementAndGet();
          });
    }
    all[6] = thing("free");
    lab.server.after("create free", free::countDown);
    assertThat(lab.apply(all).isGood()).isTrue();
    assertThat(most.get()).isEqualTo(3);
  }

  @Test
  void holdsBackNoChangeForALimitOnMaking() throws Exception {
    lab.settings = lab.settings.withParallelism(4);
    lab.server.put(Thing.owned("/a", "thing.a", Map.of("x", "1")));
    CountDownLatch updated = new CountDownLatch(1);
    lab.server.after("update a", updated::countDown);
    lab.server.before("create b", () -> await(updated));
    assertThat(
            lab.apply(thing("b").limit("nas1", 1), thing("a").with("x", "2").limit("nas1", 1))
                .isGood())
        .isTrue();
  }

  @Test
  void neverReadsTwiceAtOnceWithManyThings() throws Exception {
    lab.settings = lab.settings.withParallelism(16);
    Declare[] all = new Declare[200];
    for (int i = 0; i < all.length; i++) {
      all[i] = i < 10 ? thing("t" + i) : thing("t" + i).after("t" + i / 10);
    }
    lab.server.failBefore("create t7", ModuleException.Kind.TRANSIENT, "busy");
    assertThat(lab.apply(all).isGood()).isTrue();
    assertThat(lab.server.paths()).hasSize(200);
    assertThat(lab.server.refreshes()).hasSizeLessThanOrEqualTo(202);
  }

  @Test
  void endsRunningWritesBeforeItLetsOurBugOut() throws Exception {
    lab.settings = lab.settings.withParallelism(2);
    CountDownLatch broken = new CountDownLatch(1);
    lab.server.before("create b", () -> await(broken));
    lab.server.before(
        "create a",
        () -> {
          broken.countDown();
          throw new IllegalStateException("our bug");
        });
    assertThatThrownBy(() -> lab.apply(thing("a"), thing("b"))).hasMessage("our bug");
    assertThat(lab.server.paths()).containsExactly("/b");
  }
}
