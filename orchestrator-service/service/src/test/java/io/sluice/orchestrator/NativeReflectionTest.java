package io.sluice.orchestrator;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.sluice.command.WorkerCommand;
import io.sluice.queue.Completion;
import io.sluice.queue.ExecutionBody;
import io.sluice.registration.WorkerHeartbeat;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Checks what a native executable could not find; only a run of one shows the rest. */
class NativeReflectionTest {
  private static final List<Class<?>> REGISTERED =
      List.of(
          Objects.requireNonNull(NativeReflection.class.getAnnotation(RegisterForReflection.class))
              .targets());

  @Test
  void theChannelOfTheLinkIsRegisteredWithItsConstructor() throws NoSuchMethodException {
    assertThat(REGISTERED).contains(NioServerDomainSocketChannel.class);
    assertThat(NioServerDomainSocketChannel.class.getConstructor()).isNotNull();
  }

  @Test
  void everyRecordThatIsPartOfARegisteredOneIsRegistered() {
    var missing = new ArrayList<String>();
    for (Class<?> each : REGISTERED) {
      parts(each)
          .filter(Class::isRecord)
          .filter(part -> part.getName().startsWith("io.sluice."))
          .filter(part -> !REGISTERED.contains(part))
          .forEach(part -> missing.add(part.getName() + " of " + each.getSimpleName()));
    }

    assertThat(missing).isEmpty();
  }

  @Test
  void whatIsWrittenAndReadAsJsonIsRegistered() {
    assertThat(REGISTERED)
        .contains(ExecutionBody.class, WorkerHeartbeat.class, WorkerCommand.class)
        .containsAll(List.of(Completion.Payload.class.getPermittedSubclasses()));
  }

  private static Stream<Class<?>> parts(Class<?> type) {
    return type.isRecord()
        ? Arrays.stream(type.getRecordComponents())
            .map(RecordComponent::getGenericType)
            .flatMap(NativeReflectionTest::classes)
        : Stream.of();
  }

  private static Stream<Class<?>> classes(Type type) {
    return switch (type) {
      case Class<?> plain -> Stream.of(plain);
      case ParameterizedType generic ->
          Arrays.stream(generic.getActualTypeArguments()).flatMap(NativeReflectionTest::classes);
      default -> Stream.of();
    };
  }
}
