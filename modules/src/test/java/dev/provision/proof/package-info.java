/**
 * What the proofs share. Each takes one promise and tries to break it in as many ways as its time
 * allows. They are beside the tests whose harness they use, and named {@code *Proof}, so that
 * {@code mvn verify} leaves them out; {@code mvn -Pproofs test -pl modules -am} runs them, {@code
 * -Dproof=NAME} one of them. {@link dev.provision.proof.Budget} says how long each may take, {@link
 * dev.provision.proof.Figures} what it covered in that time.
 */
package dev.provision.proof;
