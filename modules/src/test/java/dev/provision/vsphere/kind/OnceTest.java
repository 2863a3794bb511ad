package dev.provision.vsphere.kind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.provision.spi.ModuleException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OnceTest {
  private final Once once = new Once();
  private final AtomicInteger worked = new AtomicInteger();

  @Test
  void oneWorksAndAllGetWhatItMade() throws Exception {
    CountDownLatch all = new CountDownLatch(4);
    Callable<String> ask =
        () -> {
          all.countDown();
          return once.of(
              "a",
              String.class,
              () -> {
                all.await();
                return "made " + worked.incrementAndGet();
              });
        };
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<String> got = new ArrayList<>();
      for (Future<String> each : threads.invokeAll(List.of(ask, ask, ask, ask))) {
        got.add(each.get());
      }
      assertThat(got).containsOnly("made 1").hasSize(4);
      assertThat(once.of("b", String.class, () -> "other")).isEqualTo("other");
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void whatFailedIsTriedAgain() throws Exception {
    assertThatThrownBy(
            () ->
                once.of(
                    "a",
                    String.class,
                    () -> {
                      throw ModuleException.refused("no room");
                    }))
        .hasMessage("no room");
    assertThat(once.of("a", String.class, () -> "made")).isEqualTo("made");
  }
}
