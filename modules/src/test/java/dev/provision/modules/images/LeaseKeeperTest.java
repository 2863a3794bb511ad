package dev.provision.modules.images;

import static org.assertj.core.api.Assertions.assertThat;

import dev.provision.vsphere.wire.TransportFailure;
import java.rmi.RemoteException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeaseKeeperTest {
  private static final Duration OFTEN = Duration.ofMillis(1);

  @Test
  void reportsThePercentageAgainAndAgainThoughNothingMoves() throws Exception {
    BlockingQueue<Integer> given = new LinkedBlockingQueue<>();
    try (LeaseKeeper keeper = LeaseKeeper.start(given::add, OFTEN)) {
      assertThat(given.take()).isZero();
      keeper.at(40);
      while (given.take() != 40) {
        continue;
      }
      assertThat(given.take()).isEqualTo(40);
      assertThat(given.take()).isEqualTo(40);
    }
  }

  @Test
  void reportsNothingOnceItIsClosed() throws Exception {
    AtomicInteger given = new AtomicInteger();
    CountDownLatch begun = new CountDownLatch(1);
    LeaseKeeper keeper =
        LeaseKeeper.start(
            percent -> {
              given.incrementAndGet();
              begun.countDown();
            },
            OFTEN);
    begun.await();

    keeper.close();

    int atTheEnd = given.get();
    assertThat(Thread.getAllStackTraces().keySet())
        .extracting(Thread::getName)
        .doesNotContain("nfc-lease");
    assertThat(given.get()).isEqualTo(atTheEnd);
  }

  @Test
  void goesOnAfterASignOfLifeThatWasLostOnTheWay() throws Exception {
    CountDownLatch again = new CountDownLatch(2);
    try (LeaseKeeper keeper =
        LeaseKeeper.start(
            percent -> {
              again.countDown();
              throw new TransportFailure(TransportFailure.Layer.HTTP, "cut", true, null);
            },
            OFTEN)) {
      keeper.at(1);
      assertThat(again.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void leavesItToTheUploadToSayThatTheLeaseIsLost() throws Exception {
    CountDownLatch refused = new CountDownLatch(1);
    LeaseKeeper keeper =
        LeaseKeeper.start(
            percent -> {
              refused.countDown();
              throw new RemoteException("the lease is gone");
            },
            OFTEN);
    refused.await();

    keeper.close();

    assertThat(refused.getCount()).isZero();
  }

  @Test
  void keepsTheMarkOfInterruptionWhenItCloses() {
    LeaseKeeper keeper = LeaseKeeper.start(percent -> {}, Duration.ofMinutes(1));
    Thread.currentThread().interrupt();

    keeper.close();

    assertThat(Thread.interrupted()).isTrue();
  }
}
