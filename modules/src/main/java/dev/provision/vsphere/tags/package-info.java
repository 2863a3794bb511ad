/**
 * vCenter's tags and categories as a snapshot has them, and the requests that read and write them.
 * In go items of a snapshot; out go a view of them, and marks in their descriptions.
 */
package dev.provision.vsphere.tags;
